// summary zh: 图谱中有文件的地区
// summary en: The regions for which there are documents, and the regions that hold them
// returns id: string -- id of the region
// returns name: string -- its name
// returns level: enum:region_level? -- its level
// returns policies: integer -- documents that apply to it or its parts
MATCH (region:Region)
WITH region, COUNT { MATCH (region)<-[:PART_OF*0..4]-(:Region)<-[:APPLIES_TO]-(policy:Policy) RETURN DISTINCT policy } AS policies
WHERE policies > 0
RETURN region.id AS id, region.name AS name, region.level AS level, policies
ORDER BY policies DESC, name, id
