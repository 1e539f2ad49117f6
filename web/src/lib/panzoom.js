// Moving and enlarging a drawing by mouse, touch and keys, through its view box.

/**
 * `view`: {x, y, k}; `set` takes a new one. Returns handlers for an SVG of the given size.
 * The wheel enlarges only with Ctrl or once the drawing has the focus, so that the page can be scrolled over it.
 */
export function panzoom(size, get, set, largest = 24) {
  const clamp = ({ x, y, k }) => {
    const scale = Math.min(largest, Math.max(1, k));
    const [width, height] = size();
    return { k: scale, x: Math.min(width - width / scale, Math.max(0, x)), y: Math.min(height - height / scale, Math.max(0, y)) };
  };
  const zoom = (factor, cx, cy) => {
    const view = get();
    const [width, height] = size();
    const [px, py] = [cx ?? view.x + width / view.k / 2, cy ?? view.y + height / view.k / 2];
    const k = Math.min(largest, Math.max(1, view.k * factor));
    set(clamp({ k, x: px - ((px - view.x) * view.k) / k, y: py - ((py - view.y) * view.k) / k }));
  };
  const move = (dx, dy) => {
    const view = get();
    set(clamp({ ...view, x: view.x + dx, y: view.y + dy }));
  };
  // The drawing may stand in the middle of a larger element: the element's own matrix knows where.
  const point = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(event.currentTarget.getScreenCTM().inverse());
    return [at.x, at.y];
  };
  const pointers = new Map();
  return {
    zoom,
    reset: () => set({ x: 0, y: 0, k: 1 }),
    show: (x, y, k) => {
      const [width, height] = size();
      set(clamp({ k, x: x - width / k / 2, y: y - height / k / 2 }));
    },
    onwheel(event) {
      if (!event.ctrlKey && !event.currentTarget.contains(document.activeElement)) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, ...point(event));
    },
    onpointerdown(event) {
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
    },
    onpointermove(event) {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const scale = 1 / event.currentTarget.getScreenCTM().a;
      if (pointers.size === 2) {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
        const distance = (at) => Math.hypot(at[0] - other[0], at[1] - other[1]);
        zoom(distance([event.clientX, event.clientY]) / Math.max(1, distance(before)));
      } else if (event.buttons & 1) {
        move((before[0] - event.clientX) * scale, (before[1] - event.clientY) * scale);
      }
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
    },
    onpointerup(event) {
      pointers.delete(event.pointerId);
    },
    onkeydown(event) {
      const [width] = size();
      const step = width / get().k / 10;
      const action = { "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => set({ x: 0, y: 0, k: 1 }), ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step) }[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    },
  };
}
