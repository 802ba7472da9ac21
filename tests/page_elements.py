"""What a page is made of, as a browser would read it: for tests of pages without a browser."""

from html.parser import HTMLParser


class Elements(HTMLParser):
    """All start tags with their attributes, the text of scripts and styles, and all text."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.raw, self.text, self.open = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        here = self.open[-1] if self.open else ""
        (self.raw if here in ("script", "style") else self.text).append((here, data))
