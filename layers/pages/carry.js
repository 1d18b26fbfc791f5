/* Streamlit's menu leaves the selection out of the address. This puts it into the entry of the history
   that the menu made, so that the back button goes to the page before it. */
export default function ({ data }) {
  if (!data?.stamp || window.carried === data.stamp) return;
  window.carried = data.stamp;
  const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
  const isHere = data.page ? last === data.page : !data.others.includes(last);
  if (!isHere) return;
  const address = new URL(location.href);
  Object.entries(data.address).forEach(([key, value]) => address.searchParams.set(key, value));
  history.replaceState(history.state, "", address);
}
