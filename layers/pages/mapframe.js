/* Keeps one sandboxed frame with the map, passes the selection in and clicks out. */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const state = (parentElement.mapState ??= open(parentElement));
  state.report = (id) => setTriggerValue("clicked", { id });
  state.selected = data.selected;
  if (state.source !== data.source) {
    state.source = data.source;
    state.ready = false;
    state.frame.src = data.source;
  }
  state.push();

  function open(parent) {
    const frame = document.createElement("iframe");
    frame.title = "Kaart van Nederland met de plekken; dezelfde plekken staan in de lijst ernaast";
    frame.setAttribute("sandbox", "allow-scripts");
    frame.style.cssText =
      "display:block;width:100%;height:calc(100vh - 6rem);min-height:480px;border:1px solid #e3e5e8;border-radius:6px";
    parent.append(frame);
    const fresh = { frame, ready: false };
    fresh.push = () => {
      if (fresh.ready) frame.contentWindow.postMessage({ type: "select", id: fresh.selected }, "*");
    };
    window.addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || !event.data) return;
      if (event.data.type === "ready") { fresh.ready = true; fresh.push(); }
      if (event.data.type === "click") fresh.report(event.data.id);
    });
    return fresh;
  }
}
