"use strict";
{
  const MOST = 60;
  const NAMES = 150;
  const SIZE = 13;
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const { facts } = graph;
  const names = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const nodes = new vis.DataSet(graph.nodes.map((node) => ({ ...node, label: undefined })));
  const edges = new vis.DataSet(graph.edges);
  const shown = new Set(graph.types.map((type) => type.name));
  const view = new vis.DataView(nodes, { filter: (node) => shown.has(facts[node.id].type) });
  const detail = document.getElementById("detail");
  const many = graph.nodes.length > 500;

  const network = new vis.Network(document.getElementById("canvas"), { nodes: view, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many, hover: false, dragNodes: false },
    nodes: { borderWidth: 0, borderWidthSelected: 3 },
    edges: { color: { color: "#b4bdc7", highlight: "#1c2733" }, width: 1, selectionWidth: 2, arrows: { to: { scaleFactor: 0.5 } } },
  });

  // Names in a fixed size on the screen, best connected first; one that would cover another is left out.
  const bySize = [...graph.nodes].sort((a, b) => b.size - a.size);
  const widths = new Map();
  const drawNames = (ctx) => {
    const scale = network.getScale();
    const low = network.DOMtoCanvas({ x: 0, y: 0 });
    const high = network.DOMtoCanvas({ x: ctx.canvas.clientWidth, y: ctx.canvas.clientHeight });
    const placed = [];
    ctx.font = `${SIZE / scale}px 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineWidth = 3 / scale;
    ctx.lineJoin = "round";
    ctx.strokeStyle = "#ffffff";
    ctx.fillStyle = "#1c2733";
    for (const { id, x, y, size } of bySize) {
      if (placed.length >= NAMES) break;
      if (!shown.has(facts[id].type) || x < low.x || x > high.x || y < low.y || y > high.y) continue;
      if (!widths.has(id)) widths.set(id, ctx.measureText(names.get(id)).width * scale);
      const half = widths.get(id) / scale / 2 + 3 / scale;
      const box = { x0: x - half, x1: x + half, y0: y + size, y1: y + size + (SIZE + 6) / scale };
      if (placed.some((p) => p.x0 < box.x1 && box.x0 < p.x1 && p.y0 < box.y1 && box.y0 < p.y1)) continue;
      placed.push(box);
      ctx.strokeText(names.get(id), x, box.y0 + 3 / scale);
      ctx.fillText(names.get(id), x, box.y0 + 3 / scale);
    }
    globalThis.liantuLabels = placed;
  };
  network.on("afterDrawing", drawNames);
  network.once("afterDrawing", () => performance.mark("first-picture"));
  globalThis.liantuNetwork = network;

  const make = (tag, text, parent, cls) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (cls) element.className = cls;
    parent.append(element);
    return element;
  };

  const quotes = (sentences) => {
    if (!sentences.length) make("p", "没有依据原句", detail, "none");
    if (sentences.length > MOST) make("p", `原句 ${sentences.length} 句，列出 ${MOST} 句`, detail, "type");
    for (const sentence of sentences.slice(0, MOST)) {
      const figure = make("figure", "", detail);
      make("blockquote", sentence.quote, figure);
      make("figcaption", `${sentence.policy}${sentence.path ? "·" : ""}${sentence.path}`, figure);
    }
  };

  const distinct = (sentences) => [...new Map(sentences.map((s) => [`${s.policy}\n${s.path}\n${s.quote}`, s])).values()];

  const sayEdge = (id) => `${facts[facts[id].source].name} —${facts[id].zh}→ ${facts[facts[id].target].name}`;

  const showEdge = (id) => {
    detail.replaceChildren();
    make("h3", sayEdge(id), detail);
    quotes(facts[id].sentences);
  };

  const showNode = (id) => {
    detail.replaceChildren();
    make("h3", facts[id].name, detail);
    make("p", [facts[id].zh, facts[id].verdict].filter(Boolean).join(" · "), detail, "type");
    const linked = network.getConnectedEdges(id);
    quotes(distinct([id, ...linked].flatMap((thing) => facts[thing].sentences)));
    const list = make("div", "", detail, "edges");
    make("p", linked.length > MOST ? `关系 ${linked.length} 条，列出 ${MOST} 条` : `关系 ${linked.length} 条`, list, "type");
    for (const edge of linked.slice(0, MOST)) {
      make("button", sayEdge(edge), list).addEventListener("click", () => {
        network.selectEdges([edge]);
        showEdge(edge);
      });
    }
  };

  network.on("click", (event) => {
    if (event.nodes.length) showNode(event.nodes[0]);
    else if (event.edges.length) showEdge(event.edges[0]);
    else detail.replaceChildren();
  });

  document.querySelector(".legend").addEventListener("change", (event) => {
    shown[event.target.checked ? "add" : "delete"](event.target.value);
    view.refresh();
  });

  document.getElementById("find").addEventListener("input", (event) => {
    const list = document.getElementById("found");
    const words = event.target.value.trim();
    list.replaceChildren();
    if (!words) return;
    for (const node of view.get().filter((n) => facts[n.id].name.includes(words)).slice(0, 12)) {
      const item = make("li", "", list);
      make("button", facts[node.id].name, item).addEventListener("click", () => {
        network.selectNodes([node.id]);
        network.focus(node.id, { scale: 1 });
        showNode(node.id);
      });
    }
  });
}
