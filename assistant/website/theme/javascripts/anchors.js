/* Old anchors of the page (listed in it) lead to where their sections are now. */
"use strict";

{
  const follow = () => {
    const list = document.getElementById("__moved");
    let anchor = location.hash.slice(1);
    try {
      anchor = decodeURIComponent(anchor).normalize("NFC");
    } catch {
      return; /* not an address we ever wrote */
    }
    if (!list || !anchor || document.getElementById(anchor)) return;
    const moved = new Map(Object.entries(JSON.parse(list.textContent)));
    if (moved.has(anchor)) location.replace(moved.get(anchor));
  };

  document$.subscribe(follow);
  addEventListener("hashchange", follow);
}
