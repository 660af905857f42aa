"""What happened, read: account, inbox, search."""
