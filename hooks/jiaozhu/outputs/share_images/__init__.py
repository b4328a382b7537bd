"""Share images (Open Graph): the picture that represents a page where its link is shared, drawn with the Chinese fonts of the building
machine.
"""
