"""What any noun uses: journal, person, party, policy, approval, marking, document, dispatch."""
