"""Reference tables: facts about the domain that no document states, each row with its source and confidence."""
