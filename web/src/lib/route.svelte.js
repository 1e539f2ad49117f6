// The address is the state: a path for the view, the query for its filters.
function read() {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

let current = $state.raw(read());

export const route = {
  get path() {
    return current.path;
  },
  get query() {
    return current.query;
  },
};

addEventListener("popstate", () => (current = read()));

/** Go to an address within the page. `replace`: without a step in the history. */
export function go(address, { replace = false, top = true } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  current = read();
  if (top) scrollTo(0, 0);
}

/** The address of a path with parameters: null, "" and [] are left out, lists are repeated. */
export function href(path, params = {}) {
  const query = toQuery(params).toString();
  return query ? `${path}?${query}` : path;
}

export function toQuery(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  return query;
}

/** Change some parameters of the present address; what they filter starts at its first page again. */
export function change(params, options = { top: false }) {
  const query = new URLSearchParams(current.query);
  if (!("offset" in params)) query.delete("offset");
  for (const [name, value] of Object.entries(params)) {
    query.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  const text = query.toString();
  go(text ? `${current.path}?${text}` : current.path, options);
}

/** Links to this page's own addresses are followed without loading the page anew. */
export function follow(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/api/") || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
