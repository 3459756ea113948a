package meeting

// role is what a label says about what follows it.
type role int

const (
	meetingID role = iota + 1
	webinarID
	bareID    // "ID": only where no other word stands before it
	zoomWord  // the text is about Zoom; a number may follow at once
	rivalWord // the text is about another service
	passcode
	notForUs // looks like one of the others, but is not
)

// labelRows are the words in Zoom's invitations. Case, accents and the way a
// label is joined ("Meeting-ID", "meetingId", "meeting_id") do not matter; the
// longest label wins.
var labelRows = []struct {
	role  role
	words []string
}{
	{meetingID, []string{
		"meeting id", "personal meeting id", "zoom id", "zoom meeting id", "meeting number", "meeting no", "meeting code", // en
		"besprechungs id", "konferenz id", "meeting kennung", "meeting nummer", "besprechungsnummer", // de
		"id de réunion", "id de la réunion", "id réunion", "numéro de réunion", "identifiant de réunion", "identifiant de la réunion", // fr
		"id de reunión", "id de la reunión", "id reunión", "número de reunión", // es
		"id da reunião", "id de reunião", "id reunião", "número da reunião", // pt
		"id riunione", "id della riunione", "id meeting", "numero riunione", // it
		"vergader id", "vergaderings id", "id van vergadering", "vergadernummer", // nl
		"id spotkania", "identyfikator spotkania", "numer spotkania", // pl
		"ミーティング id", "会議 id", "ミーティング番号", "会議番号", // ja
		"会议 id", "会议号", "会议号码", "會議 id", "會議號", "会议编号", // zh
		"회의 id", "미팅 id", "회의 번호", "회의 아이디", // ko
		"идентификатор конференции", "id конференции", "номер конференции", "идентификатор встречи", // ru
		"ідентифікатор конференції", "id конференції", // uk
		"toplantı kimliği", "toplantı id", // tr
		"id cuộc họp", // vi
		"mötes id", "møde id", "møte id", "kokouksen tunnus", "id schůzky", "id rapat",
		"מזהה פגישה", "معرف الاجتماع",
	}},
	{webinarID, []string{
		"webinar id", "zoom webinar id", "webinar kennung",
		"id de webinaire", "id du webinaire", "id webinaire",
		"id del seminario web", "id de seminario web", "id del webinar", "id do webinar", "id webinar", "id webinaru",
		"ウェビナー id", "网络研讨会 id", "網路研討會 id", "웨비나 id",
		"идентификатор вебинара", "идентификатор веб семинара", "id вебинара",
	}},
	{bareID, []string{"id"}},
	{zoomWord, []string{"zoom", "zoom meeting", "zoom call", "zoom link", "zoom webinar"}},
	{rivalWord, []string{"microsoft teams", "webex", "google meet", "gotomeeting"}},
	{passcode, []string{
		"passcode", "password", "meeting passcode", "meeting password", "webinar passcode", "pass code", // en
		"kenncode", "passwort", "kennwort", "meeting passwort", // de
		"code secret", "mot de passe", "code d'accès", "code d’accès", "code de la réunion", // fr
		"código de acceso", "contraseña", "clave", "clave de acceso", // es
		"senha", "senha de acesso", "código de acesso", "palavra passe", // pt
		"codice di accesso", "codice d'accesso", "codice d’accesso", // it
		"toegangscode", "wachtwoord", // nl
		"kod dostępu", "hasło", // pl
		"パスコード", "パスワード", "ミーティングパスコード", "ミーティングパスワード", // ja
		"密码", "密碼", "会议密码", "會議密碼", "通行码", "口令", "入会密码", // zh
		"암호", "비밀번호", "패스코드", "회의 암호", "회의 비밀번호", // ko
		"код доступа", "пароль", "пароль конференции", // ru
		"код доступу",     // uk
		"parola", "şifre", // tr
		"mật mã", "mật khẩu", // vi
		"lösenkod", "lösenord", "adgangskode", "passord", "tunnuskoodi", "heslo", "přístupový kód", "kode sandi",
		"קוד גישה", "סיסמה", "رمز المرور", "كلمة المرور",
	}},
	{notForUs, []string{
		"phone passcode", "numeric passcode", "telephone passcode", "dial in passcode", "h.323 passcode",
		"telefon kenncode", "telefonkenncode", "code secret téléphonique", "passcode telefono",
		"código de acceso telefónico", "senha do telefone", "電話パスコード",
		"conference id", "phone conference id", "host key", "participant id", "teilnehmer id",
		"password protected", "passcode protected", "forgot password", "reset password",
	}},
}

// linking are the words that may stand between a label and its value.
var linking = []string{"is", "ist", "lautet", "est", "es", "é", "は", "为", "是"}
