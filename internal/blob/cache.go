package blob

import "sync"

const (
	// cacheBytes bounds what is kept in memory, cacheItem each piece of it.
	cacheBytes = 8 << 20
	cacheItem  = 128 << 10
)

// cache keeps recently read contents, in two generations: when the young one
// is full it becomes the old one, and what nobody asked for since is dropped.
type cache struct {
	mu         sync.Mutex
	young, old map[string][]byte
	size       int // of the young generation
}

func (c *cache) get(key string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if content, ok := c.young[key]; ok {
		return content, true
	}
	content, ok := c.old[key]
	if ok {
		c.keep(key, content)
	}
	return content, ok
}

func (c *cache) put(key string, content []byte) {
	if len(content) > cacheItem {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(key, content)
}

func (c *cache) keep(key string, content []byte) {
	if _, there := c.young[key]; there {
		return
	}
	if c.young == nil || c.size+len(content) > cacheBytes/2 {
		c.old, c.young, c.size = c.young, map[string][]byte{}, 0
	}
	c.young[key] = content
	c.size += len(content)
}
