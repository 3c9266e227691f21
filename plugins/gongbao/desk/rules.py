"""What each rule of flags means to a person: the question, and what to do about it."""

from dataclasses import dataclass

from gongbao.messages import N_

# Rules of the workbench itself, and the field that each asks for.
MISSING_FIELDS = {"no-number": "doc_number", "no-agency": "agency", "no-date": "issued"}


@dataclass(frozen=True)
class Meaning:
    """The heading of a doubt and what to compare, both messages."""

    title: str
    ask: str


MEANINGS = {
    "no-text": Meaning(
        N_("A title without a text"), N_("Is the text in another file, or does it stand below another title?")
    ),
    "more-dropped-than-kept": Meaning(
        N_("More was left out than kept"), N_("Look whether the main text is among what was left out.")
    ),
    "scanned-page": Meaning(
        N_("A page that was not read"),
        N_("The page is a picture. Its words are missing until it is recognised."),
    ),
    "further-pages": Meaning(
        N_("Further pages are missing"), N_("The source says that it has more pages. Add them too.")
    ),
    "breaks-off": Meaning(
        N_("The text breaks off"), N_("Does the sentence go on in the original, or on another page?")
    ),
    "continued-elsewhere": Meaning(
        N_("The text goes on elsewhere"), N_("The print says 下转第…页. Put the two halves together.")
    ),
    "contents-without-heading": Meaning(
        N_("Named in the contents, not found in the text"),
        N_("Where does this text begin? Split it off there."),
    ),
    "article-is-a-picture": Meaning(
        N_("Its page is a picture"),
        N_("Is it the page that the contents mean? Write down what it says."),
    ),
    "issue-without-number": Meaning(
        N_("Which issue is it?"), N_("The text does not say it. Give bulletin, year and issue.")
    ),
    "another-issue": Meaning(
        N_("The file holds several issues"),
        N_("Has each of them a folder? If not, cut the file at this line, and ingest each issue by itself."),
    ),
    "text-in-masthead": Meaning(
        N_("Sentences among the lines of the masthead"), N_("Does a text begin there? Split it off.")
    ),
    "above-the-head": Meaning(
        N_("Left out above the head of the document"),
        N_("Does it belong to the document? Bring the line back."),
    ),
    "below-the-text": Meaning(
        N_("Left out below the text"), N_("Does it belong to the document? Bring the line back.")
    ),
    "bulletin-by-position": Meaning(
        N_("The bulletin's name is told by its place"), N_("Is this what the bulletin is called?")
    ),
    "heading-without-contents": Meaning(
        N_("Found in the text, not named in the contents"),
        N_("Is it a text of its own, or a part of the one before?"),
    ),
    "object-dropped": Meaning(
        N_("Something of the file was not kept"),
        N_("Look whether it matters: a picture, a text box, a comment."),
    ),
    "title-not-found": Meaning(
        N_("A text without a title"), N_("What is it called? Point at its title, or type one in.")
    ),
    "second-value": Meaning(N_("Two values for one field"), N_("The first one stays. Is it the right one?")),
    "names-touch": Meaning(N_("Two names touch"), N_("Put a blank between the names.")),
    "wrong-reading": Meaning(
        N_("Lines that no language writes"),
        N_("Was the file read in a wrong encoding, or is it damaged? Get it again, or type the words in."),
    ),
    "unreadable-character": Meaning(
        N_("A character that could not be read"), N_("Look it up in the original and type it in.")
    ),
    "doubtful-sign": Meaning(N_("Recognised with doubt"), N_("Compare the marked signs with the page.")),
    "unread-line": Meaning(
        N_("Something written was not read"), N_("Look at the page there: are signs missing from the text?")
    ),
    "misread-figures": Meaning(
        N_("Letters where figures belong"), N_("Compare the number with the original.")
    ),
    "mixed": Meaning(
        N_("Several texts under one title"), N_("Where does the next one begin? Split it off there.")
    ),
    "opening-by-position": Meaning(N_("A text without a head"), N_("Is it a text of its own?")),
    "count-against-title": Meaning(
        N_("The number of entries differs from the title"), N_("Is an entry missing?")
    ),
    "contents-against-heading": Meaning(
        N_("Contents and heading differ"), N_("The heading of the text was taken. Is it whole?")
    ),
    "title-against-citation": Meaning(
        N_("An attachment is named in two ways"), N_("Its own heading was taken. Usually that is right.")
    ),
    "unfinished-paragraph": Meaning(
        N_("A paragraph that does not end"), N_("Does it belong together with the next one?")
    ),
    "numbering-gap": Meaning(
        N_("The numbering skips a step"), N_("Is a paragraph missing, or did the original count wrongly?")
    ),
    "unreadable-date": Meaning(N_("A date that cannot be read"), N_("Which day does the original say?")),
    "date-without-day": Meaning(N_("A date without a day"), N_("Does the original name the day?")),
    "issue-from-page-title": Meaning(
        N_("The issue stands in the title of the page alone"), N_("Is it the right issue?")
    ),
    "issue-from-running-head": Meaning(
        N_("The issue stands over the pages alone"), N_("Is it the right issue?")
    ),
    "agency-by-title": Meaning(
        N_("Who issued the text stands in its title alone"),
        N_("Was it the agency that the title opens with, or its office?"),
    ),
    "office-unlike-elsewhere": Meaning(
        N_("An office that is called otherwise elsewhere"),
        N_("Compare it with the original. An error of the original stays."),
    ),
    "unbalanced-marks": Meaning(
        N_("A mark without its partner"), N_("Compare it with the original. An error of the original stays.")
    ),
    "doubled-word": Meaning(
        N_("A word stands twice"), N_("Compare it with the original. An error of the original stays.")
    ),
    "picture-without-words": Meaning(
        N_("A picture without words"), N_("Write what it shows, for those who cannot see it.")
    ),
    "kept-in-note": Meaning(
        N_("Words without a field"), N_("They are kept in the note. Does one of the fields fit?")
    ),
    "own-field": Meaning(
        N_("A value that its field does not take"),
        N_("It is kept in the note. Type it into the field in the form that the field wants."),
    ),
    "settled-sign": Meaning(
        N_("Read otherwise than recognised"),
        N_("A rule decided between signs that look alike. Usually it is right."),
    ),
    "no-number": Meaning(N_("No document number"), N_("Does the original have one? Point at it.")),
    "no-agency": Meaning(N_("No issuing agency"), N_("Who issued it? Point at it, or type it in.")),
    "no-date": Meaning(
        N_("No day of issue"), N_("Does the original have one? Point at it. Undated texts exist.")
    ),
    "decision-without-line": Meaning(
        N_("A decision that finds its line no more"), N_("The source changed. Decide anew.")
    ),
}
OTHER = Meaning(N_("Something to look at"), N_("Compare it with the original."))


def meaning(rule: str) -> Meaning:
    """Return what a rule means to a person."""
    return MEANINGS.get(rule, OTHER)
