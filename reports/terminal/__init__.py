"""What the command line prints, as rich renderables; text from data is never read as markup."""
