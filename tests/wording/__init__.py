"""The words that the program does not say in its own voice, and the texts that are held to it."""
