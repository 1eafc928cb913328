"""What a recogniser wrote: in one normal form, how it may have sounded, and how near that is to a name."""
