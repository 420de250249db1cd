"""From files to typed tables. `files.import_files` is the way in; nothing here repairs a value in silence."""
