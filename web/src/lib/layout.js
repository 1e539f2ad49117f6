// Where the nodes of a network stand: ForceAtlas2 for a bounded number of rounds, from a ring, so that the same network looks the same.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

const BUDGET = 60_000; // node-rounds; larger networks get fewer rounds

/** Nodes with x, y within width and height, and edges between their indices. */
export function layout({ nodes, edges }, width, height) {
  const graph = new Graph({ multi: true });
  nodes.forEach((node, index) => {
    const angle = index * 2.399963; // golden angle: neighbours in rank stand apart
    const distance = Math.sqrt(index + 1);
    graph.addNode(node.id, { x: distance * Math.cos(angle), y: distance * Math.sin(angle), size: size(node) });
  });
  const kept = edges.filter((edge) => graph.hasNode(edge.source) && graph.hasNode(edge.target));
  for (const edge of kept) if (edge.source !== edge.target) graph.addEdge(edge.source, edge.target, { weight: Math.log2(1 + edge.events) });
  if (graph.order > 1) {
    const iterations = Math.max(60, Math.min(400, Math.round(BUDGET / graph.order)));
    const settings = { ...forceAtlas2.inferSettings(graph), gravity: 1.2, strongGravityMode: false, adjustSizes: true, barnesHutOptimize: graph.order > 300, scalingRatio: 12, edgeWeightInfluence: 1 };
    forceAtlas2.assign(graph, { iterations, settings, getEdgeWeight: "weight" });
  }
  return { nodes: fitted(nodes.map((node) => ({ ...node, ...graph.getNodeAttributes(node.id) })), width, height), edges: kept };
}

export const size = (node) => Math.min(26, 4 + Math.sqrt(node.events) * 0.9);

/** The same positions within a box, its proportions used on each side by itself. */
function fitted(nodes, width, height) {
  const range = (name) => [Math.min(...nodes.map((node) => node[name])), Math.max(...nodes.map((node) => node[name]))];
  const [[left, right], [top, bottom]] = [range("x"), range("y")];
  const place = (value, from, to, length, margin) => (to > from ? margin + ((value - from) / (to - from)) * (length - 2 * margin) : length / 2);
  return nodes.map((node) => ({ ...node, x: place(node.x, left, right, width, 60), y: place(node.y, top, bottom, height, 30) }));
}
