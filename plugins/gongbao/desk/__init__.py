"""The workbench: a server for the browser of the same machine, from a drawer of files to a published issue.

The order of the room: `server` starts and ends it, `guard` says who may ask, `app` which address leads to which view;
`views` answer; `shelf` knows what the archive holds, `doubts` what a person should look at, `original` where it stands.
All that changes the archive is done by the functions of the commands.
"""
