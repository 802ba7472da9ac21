// summary zh: 图谱里有什么:各类节点与关系的数目
// summary en: What the graph holds: the number of nodes and edges of each type
// returns kind: string -- node or edge
// returns type: string -- its type
// returns count: integer -- how many
CALL () {
  MATCH (node)
  RETURN 'node' AS kind, labels(node)[0] AS type, count(*) AS count
  UNION
  MATCH ()-[link]->()
  RETURN 'edge' AS kind, type(link) AS type, count(*) AS count
}
RETURN kind, type, count
ORDER BY kind DESC, count DESC, type
