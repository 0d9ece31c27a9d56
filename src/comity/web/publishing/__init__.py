"""`comity publish`: the same routes walked into a folder of files that any web server can serve.

May import the foundation of `web` and what lies below; the parts answer through the application, as they do over HTTP.
`files` says which file an address becomes and how links that ask a question (`?state=va`) become plain paths; `walk`
answers addresses on a pool of processes and writes what changed; `listing` names every address; `gathering` keeps what
stands and has the rest made; `publish` runs it, checks that no internal link leads nowhere, and takes up where it was
stopped (`resuming`). It loads neither the framework nor the pages before it must. On disk, beside the site:
`.comity-publish.json` with the release and every file's hash, `.comity-publish.reads` with what files were made from;
while it runs, `.comity-publish.part` (what is done) and `.comity-publish.parts` (files not yet in their places).
"""

from comity.web.publishing.publish import PublishReport, publish

__all__ = ["PublishReport", "publish"]
