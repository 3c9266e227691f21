"""`python -m gongbao`, where the command itself is not on the PATH."""

from .command import main

if __name__ == "__main__":
    main()
