"""What a number is most likely made of, by what was learned from labelled texts, and whether it is wrong then."""
