"""Pictures that are missed: these rules lose content and say what to do; all others name decorations."""

from gongbao.messages import N_

LOST = {
    "picture-not-there": N_(
        "a picture is not in the file nor beside it: put it there and ingest again ({picture})"
    ),
    "picture-not-readable": N_("a picture is damaged, or in a form that nothing reads ({picture})"),
    "picture-not-drawn": N_(
        "a drawing (EMF, WMF) could not be turned into a picture: save it as PNG and put it into the article ({picture})"
    ),
    "picture-too-large": N_(
        "a picture is larger than what is read: make it smaller and put it into the article ({picture})"
    ),
    "picture-beyond-limit": N_("more than {most} pictures: the others were left out ({picture})"),
    "svg-not-harmless": N_("a drawing (SVG) has scripts or fetches something, and was left out ({picture})"),
}
