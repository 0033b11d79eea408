"""Spellings of hurry: phone shorthand, missing letters, masked words and Spanish written by ear.

Only words that matter for safety are mended, and only when what was typed is not a word of its own.
"""

import functools
import re
from collections.abc import Iterator

# One token -> its plain form. Left out on purpose: shorthand that is also an ordinary word.
SHORTHAND = {
    # English
    "u": "you", "ur": "your", "r": "are", "wanna": "want to", "wana": "want to", "wnna": "want to",
    "gonna": "going to", "gunna": "going to", "gona": "going to", "gon": "going to", "finna": "going to",
    "bouta": "about to", "boutta": "about to", "ima": "im going to", "imma": "im going to",
    "tryna": "trying to", "tryin": "trying", "goin": "going", "thinkin": "thinking", "killin": "killing",
    "dyin": "dying", "endin": "ending", "cuttin": "cutting", "takin": "taking", "breathin": "breathing",
    "hurtin": "hurting", "shakin": "shaking", "hittin": "hitting", "gotta": "got to", "hafta": "have to",
    "dunno": "dont know", "lemme": "let me", "gimme": "give me", "kinda": "kind of", "sorta": "sort of",
    "cuz": "because", "cus": "because", "coz": "because", "bc": "because", "b4": "before", "rn": "right now",
    "rly": "really", "rlly": "really", "tn": "tonight", "tonite": "tonight", "2nite": "tonight",
    "2night": "tonight", "tonigt": "tonight", "2day": "today", "2moro": "tomorrow", "tmrw": "tomorrow",
    "tmr": "tomorrow", "tomorow": "tomorrow", "tommorow": "tomorrow", "tommorrow": "tomorrow",
    "ppl": "people", "sum1": "someone", "some1": "someone", "no1": "no one", "any1": "anyone",
    "every1": "everyone", "thru": "through", "w": "with", "wo": "without", "abt": "about", "bout": "about",
    "plz": "please", "pls": "please", "idk": "i dont know", "idc": "i dont care", "ngl": "honestly",
    "tbh": "honestly", "imo": "honestly", "bf": "boyfriend", "gf": "girlfriend", "hubby": "husband",
    "wnat": "want", "wan": "want", "wnt": "want", "waant": "want", "wants2": "wants to",
    "kil": "kill", "kiling": "killing", "ded": "dead", "evry": "every", "evrything": "everything",
    "pont": "point", "jus": "just", "waht": "what",
    "abot": "about", "alwys": "always", "mysefl": "myself", "braeth": "breathe", "hlep": "help",
    "nver": "never", "wsh": "wish", "tok": "took", "pils": "pills",
    "goign": "going",
    "lfie": "life", "wak": "wake", "ther": "theyre", "brething": "breathing", "hurst": "hurts",
    "witout": "without",
    "wif": "with", "iv": "ive", "im'a": "im going to", "hisself": "himself", "theirself": "themselves",
    "aint": "isnt", "caint": "cant", "outta": "out of", "somethin": "something", "nothin": "nothing",
    "livin": "living",
    "drinkin": "drinking", "feelin": "feeling", "sweatin": "sweating", "poundin": "pounding",
    "gettin": "getting",
    "fixin": "fixing", "carvin": "carving", "huntin": "hunting", "beatin": "beating", "cutin": "cutting",
    "anymroe": "anymore", "livign": "living", "boutto": "about to", "fking": "fucking", "fkn": "fucking",
    "fuckin": "fucking", "fckn": "fucking", "fcking": "fucking", "bleedin": "bleeding", "chokin": "choking",
    "kll": "kill", "kiil": "kill", "klil": "kill", "killl": "kill", "kms": "kill myself",
    "kmself": "kill myself", "kys": "kill yourself", "unalived": "killed", "unaliving": "killing",
    "unalive": "kill", "sewerslide": "suicide", "sewercide": "suicide", "suislide": "suicide",
    "mself": "myself", "myslf": "myself", "mysef": "myself", "myselff": "myself", "meself": "myself",
    "mysel": "myself", "myself's": "myself", "dei": "die", "diee": "die",
    "dnt": "dont", "dont't": "dont", "donot": "dont", "cnt": "cant",
    "cannot": "cant", "didn": "didnt", "doesn": "doesnt", "isn": "isnt", "wasn": "wasnt",
    "wouldn": "wouldnt", "couldn": "couldnt", "shouldn": "shouldnt", 
    "od": "overdose", "ods": "overdoses", "oded": "overdosed", "odd'd": "overdosed", 
    "oding": "overdosing", "odying": "overdosing", "fent": "fentanyl",
    "fetty": "fentanyl", "xans": "xanax", "xannies": "xanax", "xanny": "xanax", "benzos": "benzo",
    "hes": "he is", "shes": "she is", "theyre": "they are", 
    "amd": "and", "nd": "and", "anymor": "anymore", "nomore": "no more", "alot": "a lot",
    "killmyself": "kill myself", "wanttodie": "want to die", "iwanttodie": "i want to die",
    "wannadie": "want to die", "iwannadie": "i want to die", "endit": "end it", "endmylife": "end my life",
    "iwanttokillmyself": "i want to kill myself", "iwannakillmyself": "i want to kill myself",
    "hurtmyself": "hurt myself", "cutmyself": "cut myself",
    "momma": "mom", "mum": "mom", "mama": "mama", "lil": "little", "bro's": "bro",
    # Spanish
    "q": "que", "ke": "que", "k": "que", "xq": "porque", "pq": "porque", "porq": "porque", "xk": "porque",
    "toy": "estoy", "stoy": "estoy", "tas": "estas", "ta": "esta", "tamos": "estamos", "pa": "para",
    "kiero": "quiero", "qiero": "quiero", "quero": "quiero", "qro": "quiero", "kero": "quiero",
    "quieo": "quiero", "quirro": "quiero", "tngo": "tengo", "tb": "tambien",
    "tmb": "tambien", "bn": "bien", "dnd": "donde", "cdo": "cuando", "msj": "mensaje", "aki": "aqui",
    "aya": "haya", "ay": "hay", "suisidio": "suicidio", "suisidarme": "suicidarme",
    "matarm": "matarme", "matrme": "matarme", "quitarm": "quitarme", "muxas": "muchas", "muxos": "muchos",
    "muxo": "mucho", "muxa": "mucha", "megor": "mejor",
    "ayo": "hallo", "haiga": "haya", "aller": "ayer", "aser": "hacer", "quiciera": "quisiera",
    "kisiera": "quisiera",
    "aver": "haber", "nasido": "nacido", "oy": "hoy", "ase": "hace", "ablar": "hablar",
    "muerirme": "morirme", "morirm": "morirme",
    "morime": "morirme", "murirme": "morirme", "murir": "morir", "quitarmela": "quitarme la vida",
    "kitarme": "quitarme", "bida": "vida", "vda": "vida", "bibir": "vivir", "vivr": "vivir",
    "bivir": "vivir", "vibir": "vivir", "acer": "hacer", "aserme": "hacerme",
    "acerme": "hacerme", "cojí": "cogi", "ise": "hice", "tomao": "tomado",
}  # fmt: skip

# Words a mended token may become. Six letters or more: shorter ones have too many innocent neighbours.
KEY_WORDS = (
    # English
    "suicide", "suicidal", "overdose", "overdosed", "overdosing", "myself", "himself", "herself",
    "themselves", "killing", "cutting", "hanging", "anymore", "breathing", "breathe", "breath",
    "seizure", "seizures", "hallucinating", "hallucinations", "unconscious", "unresponsive", "swallowed",
    "poison", "poisoned", "poisoning", "tonight", "goodbye", "purpose", "tylenol", "fentanyl", "heroin",
    "oxycodone", "methadone", "withdrawal", "withdrawals", "bleeding", "convulsing", "convulsions",
    "strangled", "choking", "choked", "threatened", "threatening", "bottle", "burden", "hopeless",
    "worthless", "pointless", "disappear", "without", "better", "thinking", "thoughts", "jumping",
    "bridge", "shooting", "shoot", "trigger", "wrists", "alcohol", "drinking", "stopped", "shaking",
    "chest", "bleach", "antifreeze", "unaliving",
    # Spanish
    "matarme", "matarlo", "matarla", "matarse", "suicidio", "suicidarme", "suicidarse", "suicida",
    "quitarme", "quitarse", "morirme", "morirse", "muriendo", "quiero", "quiere", "pastillas", "pastilla",
    "frasco", "sobredosis", "respira", "respirar", "respirando", "despierta", "despertar", "convulsiones",
    "convulsion", "convulsionando", "temblando", "cortarme", "cortandome", "lastimarme", "hacerme",
    "lastimar", "envenenar", "veneno", "cloro", "golpea", "golpeo", "amenaza", "amenazo", "ahorcarme",
    "ahorco", "colgarme", "dispararme", "vivir", "acabar", "terminar", "despedirme", "desaparecer",
    "alucinando", "alucinaciones", "inconsciente", "desmayo", "pecho", "sangre", "sangrando",
)  # fmt: skip

# Real words one letter away from a key word: never "mended".
_NEIGHBOURS = """
    breather breathed breaths bread broth breadth bridges bridget briefing bottled bottles battle bottling
    chose chess cheat cheats crest chests childs better bettor bitter butter letter batter betters boating
    hopeful hoping homeless shouting shoots short shook shoot shooter shooting shooters shaving shading sharing
    skiing shaming thinning thicken though thought through triggers triggered choosing chocking chose chased
    chocked stopper stepped stooped strapped slopped stopping stop strangle stranger strangles strangely
    threaten threatens burdens bunion borden garden persons person prison poise pinson purposes purposed
    propose perpose killings kilning killin hinging hanging hanger banging cuttings curling cutting outing
    drinkings driving dinking blinking breeding bleeding beading blessing wrist waists worst writs
    jumping jumpin bumping dumping pumping pointers painless thoughtful within withdraw withdraws
    withdrawn alcohols alcoholic bleached bleacher beach bench wrists herself himself itself oneself ourselves
    heroine heroines heroic swallow swallows swallowing goodby bye tonights tonic tonight disappears appeared
    quieren quieras quieres quieto quise quita quitar quitarle quitarte matarte matarles marcarme marcarlo
    morirte morir moverme mover moverse quitarse pastilla pastillero castillas castilla frascos francos
    respirar respiro respirado inspirar despierto despertado despertarme despertarte desperte cortar cortarlo
    cortarla cortarle contarme contarle contarte hacerlo hacerle hacerse hacerte hacer golpear golpes golpe
    amenazas acabo acaba acabado acabe acaban terminan terminaron terminado termina termino desaparecer
    pechos hecho techo derecho lecho sangrado sangriento vivirlo vivimos vivi vivido servir venenos llenar
    cobro coro claro clavo clero muriendose huyendo muriera suicidas suicidado convulsiono lastimado lastima
    lastimara lastimando desmayos desmaya ahora ahorcar ahorro ahorrar ahorrarme colgar colgarle disparar
    tembl temblor temblores inconscientes
"""
NEIGHBOURS = frozenset(_NEIGHBOURS.split())

_COMMON_WORDS = """
    killed kills kill skill skills die dies died dead death dying diet dice live living life lives alive
    hurt hurts hurting pills pill took take taken taking taste want wants wanted went end ended ending ends
    goodness feeling feelings tired really need needs scared alone please going should would could about
"""
_COMMON = frozenset(_COMMON_WORDS.split())

_SWAPPED = """
the and not was with want dont cant just every have that this what when they them going take took pills kill live life
alive about anymore tonight point better gone dying dead wish born hurt myself could would should never because people
again being feel tired nobody everyone house think thinking really know tell help please right through without wake
"""
_WORDS_THAT_LOOK_SWAPPED = frozenset(
    {"saw", "left", "felt", "tow", "own", "won", "form", "evil", "vile", "wehn", "how", "who"}
)

_LEET = str.maketrans(
    {"1": "i", "!": "i", "3": "e", "4": "a", "@": "a", "0": "o", "5": "s", "$": "s", "7": "t"}
)
_SHORT_KEYS = frozenset(
    {"kill", "die", "dead", "death", "suicide", "pills", "shoot", "hurt", "hang", "life", "rape"}
)
_HAS_LETTER = re.compile(r"[a-z]")
_LEET_SIGN = re.compile(r"[0-9!@$*]")
_MEASURE = re.compile(r"^\d+(?:mg|mcg|ml|g|oz|am|pm|th|st|nd|rd|s|x|k|yo|yr|yrs|hrs|hr|min|mins|lbs|k?gs?)$")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")


def _sound(word: str) -> str:
    """A key under which Spanish spellings that sound alike meet: b/v, c/s/z, k/qu, silent h, ll/y, g/j."""
    word = word.replace("qu", "k").replace("ch", "#").replace("h", "").replace("ll", "y").replace("v", "b")
    word = re.sub(r"c(?=[ei])", "s", word).replace("c", "k").replace("z", "s").replace("#", "ch")
    word = re.sub(r"gu(?=[ei])", "G", word)
    word = re.sub(r"g(?=[ei])", "j", word)
    return word.lower()


@functools.cache
def _keys() -> frozenset[str]:
    return frozenset(KEY_WORDS) | _SHORT_KEYS


@functools.cache
def _sounds() -> dict[str, str]:
    return {_sound(word): word for word in KEY_WORDS if len(word) >= 5}


def _one_slip(word: str) -> Iterator[str]:
    """Every string one dropped, doubled, swapped or wrong letter away, wildcard `?` standing for any letter."""
    for index in range(len(word) + 1):
        head, tail = word[:index], word[index:]
        yield f"{head}?{tail}"
        if tail:
            yield head + tail[1:]
            yield f"{head}?{tail[1:]}"
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


@functools.cache
def _swaps() -> dict[str, str]:
    """Common words with two neighbouring letters swapped, where that is no word itself: `cnat`, `jsut`, `teh`."""
    table: dict[str, str] = {}
    for word in _SWAPPED.split():
        for index in range(len(word) - 1):
            swapped = word[:index] + word[index + 1] + word[index] + word[index + 2 :]
            if swapped != word and swapped not in _WORDS_THAT_LOOK_SWAPPED:
                table.setdefault(swapped, word)
    return table


@functools.cache
def _slips() -> dict[str, str]:
    """Misspelling -> key word; spellings that two key words share are left out."""
    table: dict[str, str] = {}
    shared: set[str] = set()
    for word in KEY_WORDS:
        if len(word) < 6:
            continue
        for slip in set(_one_slip(word)):
            if table.setdefault(slip, word) != word:
                shared.add(slip)
    for slip in shared:
        del table[slip]
    return table


def _find_slip(token: str) -> str | None:
    table = _slips()
    if token in table:
        return table[token]
    for index in range(len(token)):
        masked = f"{token[:index]}?{token[index + 1 :]}"
        if masked in table:
            return table[masked]
    return None


def _shorten(token: str) -> str:
    """`diiiie` -> `die`, `killll` -> `kill`: the form that is a word we know, else a single letter."""
    doubled = _LONG_RUN.sub(r"\1\1", token)
    single = _LONG_RUN.sub(r"\1", token)
    known = _keys() | _COMMON
    for form in (doubled, single):
        if form in known or form in SHORTHAND:
            return form
    return single


@functools.lru_cache(maxsize=20_000)
def mend(token: str) -> str:
    """The plain form of one lower-case token; the token itself when there is nothing to mend."""
    if _LONG_RUN.search(token):
        token = _shorten(token)
    if token in SHORTHAND:
        return SHORTHAND[token]
    if token in _swaps():
        return _swaps()[token]
    if _LEET_SIGN.search(token) and _HAS_LETTER.search(token) and not _MEASURE.match(token):
        plain = token.translate(_LEET)
        if "*" in plain:
            shape = re.compile(plain.replace("*", "[a-z]") + r"\Z")
            fits = [word for word in sorted(_keys()) if shape.match(word)]
            plain = fits[0] if fits else plain.replace("*", "")
        if plain in SHORTHAND:
            return SHORTHAND[plain]
        if plain in _keys() or plain in _COMMON:
            return plain
        token = plain if "*" in token else token
    if len(token) < 5 or token in _keys() or token in NEIGHBOURS or token in _COMMON:
        return token
    by_ear = _sounds().get(_sound(token))
    if by_ear is not None:
        return by_ear
    if len(token) >= 6:
        slip = _find_slip(token)
        # People rarely miss the first letter; two words that differ there are usually two words.
        if slip is not None and slip[0] == token[0]:
            return slip
    return token
