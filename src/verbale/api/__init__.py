"""The door for partners' carriers: pouches come in and are fetched here by HTTPS (docs/PROTOCOL.md, section 10).

A call is signed, or it is answered as if nothing were here. There are no sessions, no cookies and no keys of the node:
answers are signed with the door key, for which the carrier vouches.
"""
