export const help = `Fairlead: conversations with customers, assigned fairly.

Usage: npm run -s fairlead -- <command> [options]

Commands
  init      Makes the first workspace and its owner, and an API key of theirs.
            --email <address> --password <at least 10 characters> --name <person> --workspace <name>
            With --json it may be run again with the same values: it then makes one more key.
  migrate   Brings the database to this version. Starting the server does so, too.
  password  Gives a person who forgot theirs a new password, and ends their sessions.
            --email <address> [--password <at least 10 characters>]; without one it makes one up.
  doctor    Checks everything the server needs, and says what to do about what is amiss.
  backup    Writes everything into one file, consistent, while the server runs: tables, waiting jobs, attachments and
            the secret. --to <file> [--without-secret]
  restore   Brings a backup back, into an empty database and with the server stopped. --from <file>
            --replace throws away what the database holds now.
  workflows export <file or folder> | import <file or folder>
            Writes workflows as YAML or JSON, to live in git, and brings them back as drafts: by name, all or none, with
            what is wrong and where. [--name <workflow to export>] [--workspace <name or id>, where there are several]

Options
  --json    Prints one JSON object, for scripts. Everything else goes to stderr.
  --help    Prints this.

The environment is the server's: see docs/configuration.md. Without DATABASE_URL the database in the data folder is
used, whether the server is running or not.`
