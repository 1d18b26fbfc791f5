/* Keeps one sandboxed frame with the map; passes messages in and clicks out; never reloads for them.
   The part of the map that is in view goes straight into the address: no rerun for a pan. */
const VIEW = "uitsnede";

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const state = (parentElement.mapState ??= open(parentElement));
  state.report = (id) => setTriggerValue("clicked", { id });
  state.data = data;
  state.frame.style.setProperty("--height", data.height);
  state.frame.title = `Kaart van Nederland met de plekken; dezelfde plekken staan in ${data.twin}`;
  if (state.source !== data.source) {
    state.source = data.source;
    state.ready = false;
    state.frame.src = data.source;
  }
  state.push();

  function open(parent) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.className = "map";
    frame.style.cssText =
      "display:block;width:100%;height:var(--height);border:1px solid #e3e5e8;border-radius:6px;box-sizing:border-box";
    parent.append(frame);
    /* On paper the map keeps the width that it has on screen, so that it need not be laid out anew. */
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--map-width", `${frame.getBoundingClientRect().width}px`);
    }).observe(frame);
    const fresh = { frame, ready: false, sent: "", view: null, leads: true };
    fresh.push = () => {
      if (!fresh.ready) return;
      const text = JSON.stringify(fresh.data.message);
      if (text !== fresh.sent) {
        fresh.sent = text;
        frame.contentWindow.postMessage(fresh.data.message, "*");
      }
      const wanted = new URLSearchParams(location.search).get(VIEW);
      if (fresh.leads) {
        fresh.leads = false;
        if (wanted && wanted !== fresh.view) {
          fresh.view = wanted;
          frame.contentWindow.postMessage({ type: "move", view: wanted }, "*");
        }
      } else if (fresh.view && wanted !== fresh.view) remember();
    };
    /* The address leads when the page opens and when the reader goes back; otherwise the map does:
       what the server writes there may be older than the last move. */
    window.addEventListener("popstate", () => { fresh.leads = true; });
    function remember() {
      const address = new URL(location.href);
      address.searchParams.set(VIEW, fresh.view);
      history.replaceState(history.state, "", address);
    }
    window.addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || !event.data) return;
      if (event.data.type === "ready") { fresh.ready = true; fresh.sent = ""; fresh.push(); }
      if (event.data.type === "click") fresh.report(event.data.id);
      if (event.data.type === "moved" && (fresh.view || !event.data.own)) { fresh.view = String(event.data.view); remember(); }
    });
    return fresh;
  }
}
