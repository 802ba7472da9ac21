"""Named questions, one .cypher file each."""
