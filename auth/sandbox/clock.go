package sandbox

import "time"

// SetClock makes Zoom's clock wrong, or ours, by an offset: the Date of every
// answer and the end of codes and tokens go by it. Setting it forward while a
// program runs is the way to make its tokens old.
func (s *Server) SetClock(offset time.Duration) { s.offset.Store(int64(offset)) }

// now is what Zoom's clock says.
func (s *Server) now() time.Time { return s.clock().Add(time.Duration(s.offset.Load())) }
