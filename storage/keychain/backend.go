package keychain

import (
	"sync"

	"github.com/zalando/go-keyring"
)

// backend is a store of short items, as go-keyring gives it. What is absent is
// keyring.ErrNotFound.
type backend interface {
	Get(name string) (string, error)
	Set(name, text string) error
	Delete(name string) error
	DeleteAll() error
}

// systemStore is the system's own.
type systemStore struct{ service string }

func (s systemStore) usable() error {
	if !goodService(s.service) {
		return errName
	}
	return reachable()
}

func (s systemStore) Get(name string) (string, error) {
	if err := s.usable(); err != nil {
		return "", err
	}
	return keyring.Get(s.service, name)
}

func (s systemStore) Set(name, text string) error {
	if err := s.usable(); err != nil {
		return err
	}
	return keyring.Set(s.service, name, text)
}

func (s systemStore) Delete(name string) error {
	if err := s.usable(); err != nil {
		return err
	}
	return keyring.Delete(s.service, name)
}

func (s systemStore) DeleteAll() error {
	if err := s.usable(); err != nil {
		return err
	}
	return keyring.DeleteAll(s.service)
}

// memory forgets when the program ends.
type memory struct {
	mu    sync.Mutex
	items map[string]string
}

func newMemory() *memory { return &memory{items: map[string]string{}} }

func (m *memory) Get(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	text, found := m.items[name]
	if !found {
		return "", keyring.ErrNotFound
	}
	return text, nil
}

func (m *memory) Set(name, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.items[name] = text
	return nil
}

func (m *memory) Delete(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.items, name)
	return nil
}

func (m *memory) DeleteAll() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.items)
	return nil
}
