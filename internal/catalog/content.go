package catalog

import "sync"

// contentCache keeps the content of products in memory by id and version.
type contentCache struct {
	mu         sync.Mutex
	young, old map[int64]*Content
}

// contentsKept bounds each of the cache's two generations.
const contentsKept = 750

func (c *contentCache) forget() {
	c.mu.Lock()
	c.young, c.old = nil, nil
	c.mu.Unlock()
}

// get returns the content of a product if it is of this version.
func (c *contentCache) get(id int64, version int) *Content {
	c.mu.Lock()
	defer c.mu.Unlock()
	found, young := c.young[id]
	if !young {
		found = c.old[id]
	}
	if found == nil || found.Version != version {
		return nil
	}
	if !young {
		c.keep(found)
	}
	return found
}

func (c *contentCache) put(content *Content) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(content)
}

func (c *contentCache) keep(content *Content) {
	if c.young == nil || len(c.young) >= contentsKept {
		c.old, c.young = c.young, make(map[int64]*Content, contentsKept)
	}
	c.young[content.ProductID] = content
}
