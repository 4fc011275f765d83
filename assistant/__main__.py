"""`python -m assistant`: the command `ziping` of the tree that one stands in, installed or not."""

from assistant.cli.app import main

if __name__ == "__main__":
    main()
