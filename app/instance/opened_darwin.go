package instance

import "github.com/ebitengine/purego/objc"

// The four-letter codes of the Apple events that ask a program to open something.
const (
	internetSuite = 0x4755524C // GURL: the class, and the event with a link
	coreSuite     = 0x61657674 // aevt
	documents     = 0x6F646F63 // odoc: files
	again         = 0x72617070 // rapp: the icon was clicked of one that runs
	directObject  = 0x2D2D2D2D // ----: what an event is about
)

// Opened hears of what macOS has this program open: there, links and files come as
// events to the process that runs, not as arguments to another one. hear gets a
// link, the address of a file, or nothing, if only the window is wanted. It is
// called on the main thread and must not wait.
//
// It is to be called before the toolkit starts. Our handlers have to be in place
// when the event of a cold start is delivered, which is while the application
// finishes launching, and after AppKit has put in its own: that is, when it tells
// that this begins.
func Opened(hear func(what string)) error {
	opened := objc.RegisterName("opened:withReplyEvent:")
	launching := objc.RegisterName("launching:")
	class, err := objc.RegisterClass("BehalfOpened", objc.GetClass("NSObject"), nil, nil, []objc.MethodDef{
		{Cmd: launching, Fn: func(self objc.ID, _ objc.SEL, _ objc.ID) {
			manager := objc.ID(objc.GetClass("NSAppleEventManager")).Send(objc.RegisterName("sharedAppleEventManager"))
			for _, event := range [][2]uint32{{internetSuite, internetSuite}, {coreSuite, documents}, {coreSuite, again}} {
				manager.Send(objc.RegisterName("setEventHandler:andSelector:forEventClass:andEventID:"), self, opened, event[0], event[1])
			}
		}},
		{Cmd: opened, Fn: func(_ objc.ID, _ objc.SEL, event, _ objc.ID) { hear(about(event)) }},
	})
	if err != nil {
		return err
	}
	observer := objc.ID(class).Send(objc.RegisterName("new")) // ours for good: nobody else keeps it
	name := objc.ID(objc.GetClass("NSString")).Send(objc.RegisterName("stringWithUTF8String:"), "NSApplicationWillFinishLaunchingNotification")
	center := objc.ID(objc.GetClass("NSNotificationCenter")).Send(objc.RegisterName("defaultCenter"))
	center.Send(objc.RegisterName("addObserver:selector:name:object:"), observer, launching, name, objc.ID(0))
	return nil
}

// about is the link or file that an event is about, the first of several.
func about(event objc.ID) string {
	object := event.Send(objc.RegisterName("paramDescriptorForKeyword:"), uint32(directObject))
	if objc.Send[int](object, objc.RegisterName("numberOfItems")) > 0 { // files come in a list
		object = object.Send(objc.RegisterName("descriptorAtIndex:"), 1)
	}
	text := object.Send(objc.RegisterName("stringValue"))
	if objc.Send[uint32](event, objc.RegisterName("eventID")) == documents {
		text = object.Send(objc.RegisterName("fileURLValue")).Send(objc.RegisterName("absoluteString"))
	}
	if text == 0 {
		return ""
	}
	return objc.Send[string](text, objc.RegisterName("UTF8String"))
}
