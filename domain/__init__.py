"""What DocSense knows. It imports the standard library and pydantic, nothing else.

Five contexts, one log. What crosses from one to another is a reaction (app/usecases/reactions.py):

    documents  RevisionImported ->  feedback   the session of that revision is opened
    analysis   RunCompleted     ->  feedback   the session of that revision receives the findings, and gives up what it
                                               left out undecided, as its check was switched off
    feedback   SessionApproved  ->  documents  the change set over that revision is approved

A forgotten document (DocumentForgotten) leaves every context: its key is destroyed, the views drop it, and what its
events held in text is read as ForgottenEvent, which changes nothing.
"""
