"""What `verbale doctor` looks at. A check returns findings and goes on; none stops the others."""
