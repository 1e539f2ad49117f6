// Questions to the server: JSON in one shape, errors in one shape; nothing is ever fetched from elsewhere.
import { toQuery } from "./route.svelte.js";
import { reviveText } from "./text.js";

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

let waiting = 0;

// `html[data-ready]` tells a program that drives the page that nothing is under way.
function counted(step) {
  waiting += step;
  const root = document.documentElement;
  if (waiting > 0) delete root.dataset.ready;
  else setTimeout(() => waiting === 0 && (root.dataset.ready = ""), 50);
}

export async function get(path, params = {}, signal) {
  const query = toQuery(params).toString();
  return request(query ? `${path}?${query}` : path, { signal });
}

async function request(address, options) {
  counted(1);
  try {
    let response;
    try {
      response = await fetch(address, options);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new ApiError(0, "unreachable", "The server does not answer. Is `lapwing serve` still running?");
    }
    const text = await response.text();
    let data;
    try {
      data = JSON.parse(text, reviveText);
    } catch {
      throw new ApiError(response.status, "unreadable", "The server's answer could not be read.");
    }
    if (!response.ok) {
      throw new ApiError(response.status, data?.error?.code ?? "error", data?.error?.message ?? `The server answered with status ${response.status}.`);
    }
    return data;
  } finally {
    counted(-1);
  }
}

/**
 * What a question answers, kept up with its parameters: `ask` returns [path, params], or null for nothing to ask.
 * While a new answer is under way the old one stays.
 */
export function answer(ask) {
  let data = $state.raw(null);
  let error = $state.raw(null);
  let loading = $state(true);
  let again = $state(0);
  let asked = "";
  $effect(() => {
    const question = ask();
    const turn = again;
    const key = JSON.stringify([question, turn]);
    if (key === asked) return;
    asked = key;
    if (!question) {
      data = error = null;
      loading = false;
      return;
    }
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    loading = true;
    get(...question, signal).then(
      (found) => {
        if (signal.aborted) return;
        data = found;
        error = null;
        loading = false;
      },
      (problem) => {
        if (signal.aborted) return;
        data = null;
        error = problem;
        loading = false;
      },
    );
  });
  let latest = new AbortController();
  $effect(() => () => latest.abort());
  return {
    get data() { return data; },
    get error() { return error; },
    get loading() { return loading; },
    again() { again += 1; },
  };
}

let session;
/** What the server says of itself; asked once. */
export function theSession() {
  session ??= get("/api/session").catch((error) => {
    session = undefined;
    throw error;
  });
  return session;
}

let book;
/** The codebook; asked once. */
export function theCodebook() {
  book ??= get("/api/codebook").catch((error) => {
    book = undefined;
    throw error;
  });
  return book;
}

/** Keep a correction; the server takes it from its own pages only. */
export async function correct(body) {
  const { token } = await theSession();
  return request("/api/corrections", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Lapwing-Token": token },
    body: JSON.stringify(body),
  });
}
