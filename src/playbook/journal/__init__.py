"""The journal: a folder of entries, one markdown file a walk.

The folder is the only state there is. An entry belongs to whom its front matter says, whatever its file
is called; whatever else lies in the folder is left alone.
"""
