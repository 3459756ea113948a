package meeting

// role is what a label says about what follows it.
type role int

const (
	meetingID role = iota + 1
	webinarID
	bareID    // "ID": only where no other word stands before it
	zoomWord  // the text is about Zoom; a number may follow at once
	rivalWord // the text is about another service
	rivalName // the same, if the word stands for itself
	passcode
	shortPasscode // a word with many uses: it has to look like one
	notForUs      // looks like one of the others, but is not
)

// labelRows are the words in invitations, Zoom's own first. Case, accents and
// the way a label is joined ("Meeting-ID", "meetingId", "meeting_id") do not
// matter; the longest label wins.
var labelRows = []struct {
	role  role
	words []string
}{
	{meetingID, []string{
		"meeting id", "meeting ids", "meeting i.d.", "personal meeting id", "meeting number", "meeting no", "meeting code", "call id", "mtg id", // en
		"besprechungs id", "konferenz id", "sitzungs id", "meeting kennung", "meeting nummer", "meeting nr", "besprechungsnummer", // de
		"id de réunion", "id de la réunion", "id réunion", "numéro de réunion", "numéro de la réunion", "n° de réunion", "n° de la réunion",
		"nº de réunion", "nº de la réunion", "numéro personnel de réunion", "n° personnel de réunion", "identifiant de réunion", "identifiant de la réunion", // fr
		"id de sesión", "id de reunión", "id de la reunión", "id reunión", "id personal de la reunión", "número de reunión", "número de la reunión", // es
		"id da reunião", "id de reunião", "id reunião", "id da sala", "id pessoal de reunião", "número da reunião", // pt
		"id riunione", "id della riunione", "id meeting", "numero riunione", // it
		"vergader id", "vergaderings id", "vergadering id", "id van vergadering", "vergadernummer", // nl
		"id spotkania", "identyfikator spotkania", "identyfikator osobistego spotkania", "numer spotkania", "nr spotkania", // pl
		"ミーティング id", "会議 id", "会議室 id", "ミーティング番号", "会議番号", // ja
		"会议 id", "会议号", "会议号码", "会议编号", "zoom 房间号", "zoom 会议室", // zh-Hans
		"會議 id", "會議號", "會議號碼", "會議識別碼", "會議室 id", "zoom 會議室", "zoom 帳號", // zh-Hant
		"회의 id", "미팅 id", "줌 id", "회의실 id", "회의 번호", "회의 아이디", // ko
		"идентификатор конференции", "идентификатор персональной конференции", "идентификатор встречи", "идентификатор собрания",
		"id конференции", "ид конференции", "id встречи", "номер конференции", "номер встречи", // ru
		"ідентифікатор конференції", "ідентифікатор наради", "ідентифікатор зустрічі", "id конференції", // uk
		"toplantı kimliği", "toplantı id", "toplantı no", "toplantı numarası", // tr
		"id cuộc họp", "mã cuộc họp", // vi
		"id rapat", "id rapat pribadi", "id pertemuan", // id
		"mötes id", "mötets id", "møde id", "møte id", "kokouksen tunnus", "kokoustunnus", "kokouksen id", // sv, da, no, fi
		"id schůzky", "id meetingu", "id konference", // cs
		"מזהה פגישה", "מזהה הפגישה", "מספר פגישה", "معرف الاجتماع", "رقم الاجتماع", // he, ar
	}},
	{webinarID, []string{
		"webinar id", "webinar number", "webinar kennung", // en, de
		"id de webinaire", "id du webinaire", "id webinaire", "n° de webinaire", // fr
		"id del seminario web", "id de seminario web", "id del webinar", "id de webinar", "id do webinar", "id webinar", // es, pt, it
		"identyfikator webinaru", "id webinaru", // pl
		"ウェビナー id", "网络研讨会 id", "研讨会 id", "研讨会号", "網路研討會 id", "研討會 id", "웨비나 id", // ja, zh, ko
		"идентификатор вебинара", "идентификатор веб семинара", "id вебинара", "ідентифікатор вебінару", // ru, uk
		"webbinarie id", "webbinar id", "webinaarin tunnus", "web semineri kimliği", "webinar kimliği", "מזהה וובינר", // sv, fi, tr, he
		"id hội thảo trực tuyến", "id hội thảo web", // vi
	}},
	{bareID, []string{"id"}},
	{zoomWord, []string{"zoom"}},
	{rivalWord, []string{
		"microsoft teams", "teams meeting", "teams besprechung", "réunion teams", "reunión de teams", "webex", "google meet", "gotomeeting", "goto meeting", "gotowebinar",
		"bluejeans", "ringcentral", "amazon chime", "tencent meeting", "腾讯会议", "騰訊會議", "voov", "飞书", "飛書", "钉钉", "釘釘", "dingtalk",
		"华为云会议", "華為雲會議", "lark meeting", "lifesize", "starleaf", "dialpad", "teamviewer", "anydesk", "jitsi",
	}},
	{rivalName, []string{"teams", "chime", "lark", "feishu"}},
	{passcode, []string{
		"passcode", "password", "pass code", "meeting passcode", "meeting password", "webinar passcode", "pwd", "pw", "p/w", // en
		"kenncode", "passwort", "kennwort", "meeting passwort", "zugangscode", "zugangskennwort", "sitzungspasswort", "sicherheitscode", // de
		"code secret", "mot de passe", "code d'accès", "code d’accès", "code de la réunion", "mdp", // fr
		"código de acceso", "contraseña", "clave", "clave de acceso", // es
		"senha", "senha de acesso", "código de acesso", "palavra passe", // pt
		"codice di accesso", "codice d'accesso", "codice d’accesso", // it
		"toegangscode", "wachtwoord", "wachtwoordcode", // nl
		"kod dostępu", "hasło", // pl
		"パスコード", "パスワード", "ミーティングパスコード", "ミーティングパスワード", // ja
		"密码", "会议密码", "通行码", "口令", "入会密码", "密碼", "會議密碼", "通行碼", // zh
		"암호", "비밀번호", "비번", "패스코드", "패스워드", "회의 암호", "회의 비밀번호", // ko
		"код доступа", "пароль", "пароль конференции", // ru
		"код доступу",                                          // uk
		"parola", "parolası", "şifre", "şifresi", "geçiş kodu", // tr
		"mật mã", "mật khẩu", // vi
		"kode sandi", "kata sandi", // id
		"lösenkod", "lösenord", "lösenordet", "möteslösenord", "adgangskode", "mødeadgangskode", "passord", // sv, da, no
		"tunnuskoodi", "salasana", "pääsykoodi", "heslo", "přístupový kód", // fi, cs
		"קוד גישה", "קוד הגישה", "סיסמה", "סיסמא", "رمز المرور", "رمز مرور", "كلمة المرور", "كلمة السر", // he, ar
	}},
	{shortPasscode, []string{"pass", "code", "access code", "код", "sandi"}},
	{notForUs, []string{
		"id de conférence", "id de conferencia", "id da conferência", "id conferenza",
		"zoom room id", "room id", "conference id", "phone conference id", "host key", "participant id", "teilnehmer id", // numbers of other things
		"password protected", "passcode protected", "forgot password", "reset password",
	}},
}
