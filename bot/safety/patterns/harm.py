"""Hurting oneself without naming death, hurting others, and being hurt at home."""

from bot.safety.patterns.phrases import Pattern

SELF_HARM = (
    Pattern(
        "self_harm",
        "card",
        (
            (
                "(im|i am|just|started|keep|been|i|now|still) (just |keep |been |am )*(cutting|burning|slicing|"
                "carving|stabbing|scratching|hitting|punching|bleeding) (myself|my (arm|arms|wrist|thigh|thighs|"
                "leg|legs|skin|stomach|forearm|forearms|own))"
            ),
            (
                "(want|need|going|urge|about|wanna|ready|urges|tempted|thinking|cant stop|feel like) .. (to |of |"
                "about |from )?(cut|cutting|burn|burning|slice|slicing|hurt|hurting|harm|harming|stab|stabbing|"
                "carve|punish|scratch) (myself|my (arm|arms|wrist|thigh|thighs|leg|legs|skin))"
            ),
            (
                "(im|i am|been|started|urge to|urges to|want to|going to|keep|back to|wanting to|still) (self "
                "harm|self harming|self injure|self injuring|selfharm|selfharming|sh)"
            ),
            (
                r"(burned|burnt|cut|carved|sliced|carving|scratching|digging|burning) (\w+ ){0,6}(into |in |up |"
                r"on )?my (own )?(arm|arms|wrist|wrists|leg|legs|thigh|thighs|skin|stomach) (\w+ ){0,3}(tonight|"
                "today|again|all night|now|just to feel|to feel)"
            ),
            (
                "(carving|carved|cutting|scratching) (words|names|lines|letters) (in|into|on) my (arm|arms|leg|"
                "legs|skin|thigh|thighs|wrist)"
            ),
            (
                "(razor|blade|knife|lighter|box cutter|razorblade|glass) .. (to|in|on|against|at) my (arm|arms|"
                "wrist|wrists|thigh|thighs|leg|skin|hand|throat|stomach|forearm)"
            ),
        ),
    ),
    Pattern(
        "self_harm",
        "card",
        (
            (
                "i (just |have just |actually |had )?(cut|burned|burnt|sliced|stabbed|carved|slashed|hurt) "
                "(myself|my (arm|arms|wrist|wrists|thigh|thighs|leg|legs|skin|own)) .. (again|tonight|today|now|"
                "on purpose|bad|badly|deep|too deep|and|with)"
            ),
            (
                "(ive|just|i just|i) (been )?(cut|burned|burnt|sliced|stabbed|carved|self harmed|selfharmed) "
                "(myself|my (arm|arms|wrist|thigh|thighs|leg|legs|skin))"
            ),
            "(i|ive|just|i just) (self harmed|relapsed on (self harm|cutting)|started cutting)",
            "(cut|cuts) .. too deep",
        ),
        tense="done",
    ),
    Pattern(
        "self_harm",
        "check_in",
        (
            "self (harm|harming|injury|harmed)",
            "(hurting|hurt|harm|harming|cutting|punishing|punish) myself",
            "(cutting|burning) (is|helps|feels|calms|makes me) .. (only|better|calm|feel|relief|helps|thing)?",
            "(scratch|scratching|pick|picking|bite|biting) myself until i bleed",
            "(fresh|new) cuts",
            "(hit|hitting|bang|banging|punch|punching) my head (against|on|into)",
        ),
        tense="history",
    ),
    Pattern(
        "self_harm",
        "card",
        (
            (
                "{someone} (is |keeps |has been |been |started |are )+(cutting|burning|hurting|harming) (himself|"
                "herself|themselves|themself)"
            ),
            (
                "{someone} (just )?(cut|burned|stabbed) (himself|herself|themselves) .*(blood|bleeding|tonight|"
                "now|just|again)"
            ),
            r"(fresh|new) cuts on (his|her|their|my (son|daughter|kid)\w*) (arms?|legs?|wrists?|thighs?)",
        ),
        subject="other",
    ),
    Pattern(
        "self_harm",
        "card",
        (
            "me (estoy|ando|sigo|vivo) (cortando|quemando|lastimando|golpeando|haciendo dano|rasgunando|hiriendo)",
            (
                "(estoy |ando |sigo |vuelvo a |volvi a |empece a )(cortandome|quemandome|lastimandome|cortarme|"
                "quemarme|lastimarme|autolesionarme|haciendome dano|golpeandome)"
            ),
            "no puedo (parar|dejar) de (cortarme|quemarme|lastimarme)",
            "me (quemo|corto|lastimo) .. (brazos|brazo|piernas|manos|panza).*(acabo|ahorita|hoy|ahora)",
            (
                "{quiero} .. (cortarme|quemarme|lastimarme|hacerme dano|herirme|autolesionarme|rajarme|hacerme "
                "un dano|danarme)"
            ),
            "me (quiero|voy a|dan ganas de|provoca) (cortar|lastimar|quemar|hacer dano|herir|rajar|hacer cortes)",
            (
                "(navaja|cuchillo|gillette|cuchilla|vidrio|hojilla|cuter|cutter|encendedor) .. (en|contra) (el|"
                "mi|la|los|mis) (brazo|brazos|muneca|pierna|piel|mano|cuello|muslo)"
            ),
        ),
    ),
    Pattern(
        "self_harm",
        "card",
        (
            (
                "me (acabo de |he |volvi a |puse a )?(corte|cortar|cortado|queme|quemar|lastime|lastimar|raje|"
                "hice cortes|hice dano|autolesione) .. (brazos?|piernas?|munecas?|muslos?|venas|piel|muy|bien|a "
                "proposito|feo|hondo)"
            ),
            "me (acabo de (cortar|quemar|lastimar|rajar|autolesionar)|acabe de cortar)",
            "me (corte|lastime|autolesione) (otra vez|de nuevo|hoy|ahorita|a proposito)",
        ),
        tense="done",
    ),
    Pattern(
        "self_harm",
        "check_in",
        (r"(autolesion\w*|cortarme|cortarse|cortes en (los|mis) brazos|me corto|lastimarme|castigarme)",),
        tense="history",
    ),
    Pattern(
        "self_harm",
        "card",
        (
            (
                "{alguien} .. se (esta |anda |sigue )?(cortando|corta|corto|lastima|quema|hace dano|autolesiona|"
                "lastimando|quemando|haciendo dano|hace cortes)"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "self_harm",
        "card",
        (
            (
                r"(have been|ive been|keep|been) (cutting|burning|self harming) (\w+ ){0,4}(cant stop|wont stop|"
                "every|again|bleeding|deeper)"
            ),
            (
                r"i (\w+ )?(hurt|cut|burned|harmed) myself (\w+ )?(last night|tonight|today|yesterday|this "
                "morning|again)"
            ),
            "cut up my (arms?|legs?|wrists?|thighs?)",
        ),
    ),
)

HARM_TO_OTHERS = (
    Pattern(
        "harm_to_others",
        "card",
        (
            (
                "(going|want|wanna|gonna|ready|plan|planning|about|tempted|urge|urges|thinking|thoughts|trying|"
                "decided|promise|swear|fantasize|fantasizing|will|ill|might|could|need|id) .. (to |of |about "
                ")?(kill|killing|murder|murdering|shoot|shooting|stab|stabbing|hurt|hurting|strangle|strangling|"
                "choke|choking|beat|beating|smash|slit|poison|run over|burn|attack|attacking) (the (shit|hell) "
                "out of )?{victim}"
            ),
            (
                "(going|want|plan|planning|about|ready|thinking) .. (to |of |about )?(shoot|shooting|blow|"
                r"blowing|burn|burning|bomb) (up|down) (the|my|this|his|her|that|their|a) (\w+ )?(school|house|"
                "place|office|building|work|store|church|clinic|party|job|workplace|home)"
            ),
            (
                "(got|have|grabbed|bringing|loaded|getting|holding|took) .. (my|a|the) (gun|knife|pistol|rifle|"
                "machete|bat|shotgun|glock|weapon) ... (going to|for|to|over to|waiting for|and|at) .. (his|her|"
                "their|kill|hurt|shoot|stab|{victim}) .*(house|pay|door|kill|hurt|shoot|stab|place|work|coming|"
                "head|over)"
            ),
            r"(go|going|over|head|heading|drive) (\w+ ){0,6}(and|n|to) (kill|shoot|stab|murder|beat|hurt) {victim}",
            (
                r"(burn|burning|shoot|blow) (his|her|their|the|this|that|my) (\w+ )?(house|place|trailer|"
                "apartment|building|car|school|church|store|office) (down|up)"
            ),
            r"(cut|slit|slitting|cutting) (his|her|their|{someone}) (\w+ )?throat",
            "(make|making) (him|her|them) (pay|bleed|suffer) .*(tonight|gun|knife|die|kill|dead)",
            "put(ting)? a (bullet|knife) in {victim}",
            "take (him|her|them|everyone|some of them|someone|people|you) (with me|out with me|down with me)",
            (
                "(voices?|something|demons?|god|tv) ... (telling|tell|tells|told|saying|want|make|order|ordering|"
                "commanding|say) ... (to |i should |me )?(kill|hurt|stab|attack|murder|shoot|strangle|smother|"
                "drown|choke|burn|cut) ({victim}|myself|him|her|them|someone|people)"
            ),
            "homicidal( thoughts| urges)?",
            (
                "(hes|shes|he is|she is|theyre|they are|you are|you|he|she) (a )?(dead|dead man|dead meat)( "
                "tonight| when i)? .*(gun|tonight|knife|find|kill|on my way)"
            ),
            (
                "(kill|shoot|stab|murder) (him|her|them|everyone|somebody|someone) (tonight|today|tomorrow|when|"
                "if i see|right now|before)"
            ),
            "kill (us both|both of us|the kids and|my kids|my baby|the baby|my children|my family|my whole family)",
            (
                "(shake|shaking|smother|smothering|drown|drowning|drop|throw|hurt|hurting|harm|harming) (my|the) "
                "(baby|newborn|kids|kid|son|daughter|infant|child|children|toddler)"
            ),
            (
                "(afraid|scared|worried|think|feel like|might) .. (im going to|ill|i will|i might|i may|i could|"
                "i|to) (really |actually |just )?(hurt|kill|harm|stab|shoot) {victim}"
            ),
        ),
    ),
    Pattern(
        "harm_to_others",
        "check_in",
        (
            (
                "(afraid|scared|worried|dont know|no telling|not sure) .. what (ill|i will|i might|id|i could|i) "
                r"(do|do to) .. (him|her|them|my \w+)"
            ),
            (
                "(want|going|wanna|gonna|feel like|urge) .. (to |of )?(hit|hitting|hurt|fight|slap|punch|swing|"
                "lose it|snap|get|break|wring) .. (on |at |back at )?{victim}"
            ),
            (
                "(about to|going to|afraid ill|might|gonna|scared ill|ready to) (snap|explode|lose control|lose "
                "it) (on|and|at)"
            ),
            "(hurt|kill|harm) (someone|somebody|people|others|another person|other people)",
            (
                "(thoughts|urges|dreams|fantasies|thinking) (of|about|to) (violence|revenge|hurting|killing|"
                "harming|hurt|violent)"
            ),
            "(he|she|they) (needs?|deserves?) to (die|pay|suffer|be dead)",
        ),
    ),
    Pattern(
        "harm_to_others",
        "card",
        (
            (
                "{someone} ... (going to|wants to|threatened to|threatening to|threatens to|says? .. (going to|"
                "will|wants to)|said .. (going to|wants to|would|will|hed|shed)|is about to|swears .. (going to|"
                "will)|talking about|trying to|planning to) .. (kill|hurt|shoot|stab|murder|killing|hurting|"
                "shooting) {victim}"
            ),
            (
                "{someone} ... (has|got|grabbed|waving|pulled|with|holding|had) ... (gun|knife|machete|pistol|"
                "bat) ... (and|at|saying|threatening|says|on) .. (going to|kill|shoot|stab|everyone|us|"
                r"threatening|hurt|people|(his|her|my) \w+)"
            ),
            r"{someone} .. (shot|stabbed) (someone|somebody|him|her|me|my \w+)",
        ),
        subject="other",
    ),
    Pattern(
        "harm_to_others",
        "card",
        (
            (
                "(quiero|voy a|pienso|ganas de|quisiera|vamos a|planeo|tengo que|podria|puedo|pensando en|estoy "
                "por|capaz de|juro que|a punto de) .. (ir a )?(matar|asesinar|acuchillar|apunalar|balear|ahorcar|"
                r"golpear|lastimar|estrangular|herir|danar|quemar|balacear|envenenar|disparar\w*|hacer dano|"
                r"hacerle dano|degollar|reventar|partir|dar un tiro) (a|al|a la|a los) \w+"
            ),
            (
                "(lo|la|los|las) (voy a|quiero|vamos a|puedo|pienso|quisiera) (ir a )?(matar|acuchillar|apunalar|"
                "balear|lastimar|ahorcar|golpear|estrangular|quemar|quebrar|reventar|picar|asesinar)"
            ),
            (
                "(voy a|quiero|quisiera|ganas de|pienso|pensando en|puedo|podria|juro que|estoy por|a punto de|"
                "tengo que) .. (matarlo|matarla|matarlos|matarlas|apunalarlo|apunalarla|acuchillarlo|"
                r"acuchillarla|lastimarlo|lastimarla|lastimarlos|golpearlo|golpearla|quebrarlo|dispararle\w*|"
                "ahorcarlo|ahorcarla|balearlo|hacerle dano|hacerles dano|darle un (tiro|balazo|plomazo)|pegarle "
                "un (tiro|balazo)|meterle un (tiro|balazo|plomazo)|picarlo|estrangularl[oa]|envenenarl[oa]|"
                "asesinarl[oa]|partirle la (cara|madre))"
            ),
            (
                "le (voy a|quiero|quisiera) (dar|pegar|meter|hacer|partir|disparar) (un |una |algo |la )?(tiro|"
                "balazo|dano|cuchillada|plomazo|punalada|malo|madre)?"
            ),
            "(lo|la|los|las) (mato|acuchillo|apunalo|quiebro|balaceo)",
            "(me llevo|llevarme) a (alguien|todos|el|ella|varios|uno|unos) (conmigo|por delante)",
            (
                r"(voz|voces) ... (mate|matar|lastime|lastimar|haga dano|apunale|ataque|acuchille|matarl\w+|que "
                "los mate)"
            ),
            (
                "(tengo|agarre|traigo|llevo|saque|consegui|compre) .. (pistola|cuchillo|machete|arma|navaja|"
                r"rifle) ... (para|voy|contra|esperando\w*) .*(matar\w*|casa|el|ella|pagar|esperando\w*|mat\w+)"
            ),
            (
                "(hacerle|hacer|hacerles|hago) dano a (mi|mis|el|ella|alguien|los|la|otra|otros|otra persona|los "
                "demas)"
            ),
            "(miedo|temo) .. (de )?(lastimar|hacerle dano|pegarle|matar|hacerle algo|danar)",
        ),
    ),
    Pattern(
        "harm_to_others",
        "card",
        (
            (
                "{alguien} ... (quiere|va a|amenaza con|amenazo con|dice que va a|dijo que va a|juro que va a|"
                "dijo que iba a|dice que quiere) .. (matar|lastimar|apunalar|acuchillar|dispararle|balear|"
                "golpear|hacerle dano)"
            ),
            (
                "{alguien} ... (tiene|saco|agarro|anda con|trae|esta con) ... (pistola|cuchillo|machete|arma|"
                r"navaja) ... (amenaz\w+|matar\w*|dice que|gritando|y va|contra)"
            ),
        ),
        subject="other",
    ),
)

DOMESTIC_VIOLENCE = (
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                r"{abuser} (\w+ ){0,4}(hits|beats|beating|hitting|chokes|choking|punches|slaps|punching|slapping|"
                "kicks|kicking|hurts|hurting|strangles|strangling|shoves|shoving|rapes|raping|burns|smacks|"
                "attacks|attacking|abuses|abusing|pushes|hurt|threatens|threatening|stalking|stalks|terrorizes|"
                "terrorizing|throws) me"
            ),
            r"{abuser} (\w+ ){0,4}(puts|lays|putting|laying|put|laid) (his |her |their )?hands on me",
            (
                r"{abuser} (\w+ ){0,5}(threaten|threatens|threatened|threatening|says?|said|swore|swears|told me|"
                r"going|wants|will|tried|trying|promised) (\w+ ){0,6}(kill|hurt|shoot|stab|murder|killing|beat|"
                "burn|find) me"
            ),
            (
                r"{abuser} (\w+ ){0,4}(wont|wouldnt|doesnt|not|never) (let|letting|lets) me (leave|go|out|use the "
                "phone|see|call|talk|have my phone)"
            ),
            (
                r"{abuser} (\w+ ){0,3}(locks|locked|locking|keeps|keeping|has|holds|holding) me (locked|in|inside|"
                "up|out|hostage|trapped|against|prisoner|here)"
            ),
            (
                "(being|getting|im|keep getting|get|am) (beaten|beat up|abused|hit|raped|molested|assaulted|"
                "trafficked|stalked|strangled|choked) (by|at home|every|right now|again)"
            ),
            (
                "(afraid|scared|terrified|fear|frightened) (of |for my life|to go home|that |hell |shell |he |"
                "she )+.*(kill|beat|hurt|hit) me"
            ),
            (
                "(in|im in|stuck in|trapped in|living in) (a |an )?(abusive|violent) (relationship|marriage|home|"
                "house|situation)"
            ),
            (
                r"{abuser} (\w+ ){0,3}(broke|fractured|busted|bruised|blacked) my (\w+ )?(arm|nose|ribs?|jaw|"
                "wrist|eye|face|finger|lip|hand|leg|tooth|teeth|phone)"
            ),
            (
                r"{abuser} (\w+ ){0,3}(pulled|pointed|held|put|holds|points|pulls|waved) (a |the |his |her )?(\w+ "
                ")?(gun|knife|pistol) (on|at|to|against) (me|my)"
            ),
            r"(my|the) {person} (\w+ ){0,2}(is )?(abusive|violent|an abuser)",
            "(someone|somebody) is hurting me",
            "hands (around|on|round) my (throat|neck)",
            r"violated (the|his|her|my|a) (\w+ )?(restraining|protective|protection) order",
            (
                "(broke|breaking|fractured|broken) my (nose|arm|ribs?|jaw|wrist|eye socket) (again|last night|"
                "tonight|today|and)"
            ),
            (
                "(hes|shes|he is|she is) (coming|outside|at the door|breaking|banging|trying to break|pounding) "
                ".*(hurt|kill|beat|gun|knife|hide|hiding|scared|door|in)"
            ),
            "(hiding|locked myself|hid) .. (in|from) .*(bathroom|closet|him|her|room|husband|boyfriend|car|garage)",
        ),
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                r"{abuser} (\w+ ){0,3}(hit|beat|choked|punched|slapped|kicked|hurt|strangled|shoved|raped|burned|"
                "smacked|attacked|pushed|threw|grabbed|dragged|assaulted|stabbed|bit) me"
            ),
            r"{abuser} (\w+ ){0,3}(just )?(beat|threw) me (up|down|against|into|across|out)",
        ),
        tense="done",
    ),
    Pattern(
        "domestic_violence",
        "check_in",
        (
            (
                "(scared|afraid|terrified|frightened|fear) .. (of|to) (my |be around my |live with my |go home "
                "to )?(him|her|them|husband|wife|boyfriend|girlfriend|partner|ex|fiance|dad|stepdad|father|mom|"
                "baby daddy|bf|gf|(my |the )?(man|person|guy) i live with|brother|son|roommate|go home|leave him|"
                "leave her|partners|husbands)"
            ),
            (
                r"{abuser} (\w+ ){0,3}(scares|controls|threatens|scaring|frightens|watches|follows|tracks|"
                "monitors|takes my|took my|checks my|controlling) (me|my|everything|every|phone|money)"
            ),
            (
                r"{abuser} (\w+ ){0,4}(gets|turns|becomes|is|got|gets so|turned) (really |so |very |real "
                ")?(violent|mean|physical|rough|scary|aggressive|dangerous|abusive)"
            ),
            (
                "(dont|do not|never|not|didnt) (really )?(feel|feeling|felt) safe (at home|in my home|in my own "
                "home|in my house|with (him|her|my)|around (him|her|my)|here|where i live)"
            ),
            "(walk|walking) on eggshells",
            (
                "(not safe|unsafe|isnt safe|dangerous) (at home|for me at home|with him|with her|in my house|to "
                "go home)"
            ),
            (
                "(if|when) (he|she) (finds out|sees this|catches me|knew|knows|reads this|comes home|comes back|"
                "gets home) .*(kill|hurt|hit|beat|scared|afraid|bad|trouble|lose it|flip)"
            ),
        ),
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                "(neighbor|neighbors|someone|man|guy|husband|boyfriend|dad|he) (is )?(beating|hitting|choking|"
                "strangling) (his|her|a|the|my) (wife|girlfriend|kids?|mom|sister|daughter|woman|son|partner|"
                "baby)"
            ),
            (
                "(sisters|moms|daughters|friends|neighbors|cousins|mothers|aunts) (husband|boyfriend|ex|partner|"
                r"man|fiance) (\w+ ){0,3}(beating|beats|hitting|hits|hit|choked|choking|hurting|hurts|threatened) "
                r"(her|him|them|my \w+)"
            ),
            (
                r"{someone} .. (boyfriend|husband|girlfriend|wife|partner|ex|man|dad|father|stepdad|fiance) (\w+ "
                "){0,3}(hits|beats|hit|beating|hitting|chokes|choked|beat|hurts|hurting|threatens|threatening|"
                r"threatened|punched|strangled) (her|him|them|my \w+)"
            ),
            (
                r"{someone} (\w+ ){0,3}(is |are )?(being|getting|gets) (beaten|hit|abused|hurt|beat up|beat) (by|"
                "at home|every|right now)"
            ),
            (
                r"(my|the) (dad|father|stepdad|stepfather|mom|uncle|brother|grandpa|moms boyfriend) (\w+ "
                "){0,3}(hits|beats|beating|hitting|hurts|hurting|choking|chokes) (my (mom|mother|sister|brother|"
                r"\w+)|her|him|us)"
            ),
            (
                r"(he|she) (\w+ ){0,2}(beating|beats|hitting|hits|choking|hurting) (her|him|his|the kids|my (mom|"
                "sister|daughter|son|kids|friend|brother)|them|us)"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                r"({agresor} )?(\w+ ){0,3}me (esta |sigue |anda |vive |va a |quiere |quiso )?(pega|golpea|"
                "golpeando|pegando|maltrata|maltratando|viola|amenaza(?! con (dejarme|irse|el divorcio|"
                "divorciarse|correrme|terminar|quitarme|llevarse|dejar))|amenazando|ahorca|ahorcando|patea|"
                "cachetea|avienta|encierra|tiene encerrad[oa]|abusa|abusando de|madrea|quema|empuja|violenta|"
                "persigue|lastima|agrede)"
            ),
            "me (tiene|dejo|mantiene) (encerrad[oa]|amenazad[oa]|golpead[oa]|secuestrad[oa])",
            (
                r"{agresor} (\w+ ){0,5}(me (va a|quiere|iba a) (matar|pegar|golpear|lastimar|hacer dano)|matarme|"
                "pegarme|golpearme|matarnos|me (acaba|acabo) de (romper|pegar|golpear|quebrar|ahorcar|patear))"
            ),
            (
                r"(me amenaza|me amenazo|amenaza|amenazo|dice|dijo|jura|juro) (\w+ ){0,4}(con |que )?(\w+ "
                ")?(matarme|me va a matar|me mata|nos mata|matarnos|me va a quitar la vida|pegarme|golpearme)"
            ),
            r"(miedo|temo|terror) (\w+ ){0,4}(me (mate|pegue|golpee|lastime|haga dano|haga algo|va a matar))",
            "me (acaba|acabo) de (romper|pegar|golpear|quebrar|ahorcar|patear|madrear|aventar|violar)",
            "no me deja (salir|ir|usar|ver|hablar|trabajar|llamar|tener)",
            (
                "(violencia|maltrato|abuso) (domestica|en (mi|la) casa|intrafamiliar|de mi (esposo|pareja|marido|"
                "novio)|familiar)"
            ),
            "(alguien|me) (me )?esta (lastimando|haciendo dano|golpeando|pegando|maltratando)",
            r"(relacion|pareja|matrimonio|casa) (abusiv\w|violent\w)",
            "(encerrad[oa]|escondid[oa]) en (el|la|mi) (bano|cuarto|closet|recamara|habitacion|carro)",
        ),
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                r"({agresor} )?(\w+ ){0,3}me (pego|golpeo|ahorco|violo|pateo|cacheteo|empujo|avento|amenazo|"
                "quebro|rompio|lastimo|apunto con|tiro agua|echo agua|avento|corto|dejo un ojo|madreo|agarro a "
                "golpes|jalo|maltrato|tiro contra|mordio|acuchillo|ha golpeado|ha pegado)"
            ),
        ),
        tense="done",
    ),
    Pattern(
        "domestic_violence",
        "check_in",
        (
            (
                "(le tengo|tengo|me da|da|con|mucho|le tengo mucho) miedo (a |de |al )?(mi |el |la |que |volver |"
                "regresar |llegar )*(esposo|esposa|marido|novio|novia|pareja|ex|padrastro|papa|llegue|casa|a "
                "casa|se entere|hijo|hermano|senor)"
            ),
            (
                "(no me siento|no estoy|no me siento muy|no es) segur[oa] (en (mi |la )?casa|con (el|ella|mi)|"
                "donde vivo|aqui)"
            ),
            (
                r"{agresor} (\w+ ){0,4}(se pone|es|se vuelve|esta) (muy |bien |bastante )?(violent[oa]|"
                r"agresiv[oa]|abusiv[oa]|pelign\w+|peligros[oa])"
            ),
            "me (controla|revisa el|quita el|vigila|asusta|sigue a todas|da miedo (el|mi))",
            "si (el|ella|mi (esposo|marido|novio|pareja)) (se entera|se da cuenta|lo sabe|ve esto|lee esto)",
        ),
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                r"(su|el|mi) (esposo|novio|marido|pareja|papa|padrastro|hijo|yerno|cunado|ex) (\w+ ){0,3}(le|la|"
                "lo|les|nos) (esta )?(pega|golpea|pego|golpeo|golpeando|pegando|maltrata|ahorco|quiere matar|"
                "amenaza|amenazo)"
            ),
            (
                r"(mi papa|mi padrastro|mi padre|el novio|el esposo) (\w+ ){0,3}(le pega|golpea|maltrata|le esta "
                "pegando|le pego) (a )?.*"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                "(im|i am|we are|were|me and my kids are|my kids and i are) in (danger|trouble) (from|with|"
                "because of|at home|with my)"
            ),
            (
                r"(husband|boyfriend|ex|partner|fiance|baby daddy|stepdad) (\w+ ){0,3}(is )?(going to|gonna|wants "
                "to|will|is trying to) (kill|murder|hurt|shoot|stab) (me|us)"
            ),
            (
                r"(in an|my|this) (\w+ )?abusive (\w+ )?(husband|boyfriend|partner|relationship|marriage|home|"
                "house|wife|girlfriend)"
            ),
            "(estoy|estamos) en peligro (con|por|en|de)",
            r"(mi (esposo|marido|novio|pareja|ex)) (\w+ ){0,2}(me va a|me quiere|quiere) matar(me)?",
        ),
    ),
    Pattern(
        "domestic_violence",
        "check_in",
        (
            (
                r"(he|she|my (husband|boyfriend|partner|wife|girlfriend)) (\w+ ){0,3}(rough|violent|aggressive|"
                "physical|nasty) with (me|the kids)"
            ),
            r"(wont|doesnt|never|not) (let|lets|letting) me (\w+ ){0,3}(see|talk to|call|visit|leave|work|have|go)",
            (
                r"(husband|boyfriend|wife|girlfriend|partner|ex|he|she) (\w+ ){0,2}threatens (me|us|to)(?! (with "
                "(leaving|divorce)|(leave|divorce|kick|dump|throw|break|take)))"
            ),
            r"se pone (\w+ )?(agresiv[oa]|violent[oa]|pesado conmigo|loco conmigo)",
            r"le tengo (\w+ )?(miedo|terror|pavor)",
            (
                r"me da (\w+ )?(miedo|terror) (el|ella|cuando llega|cuando anda|estar con|vivir con|mi (esposo|"
                "novio|marido|pareja|ex))"
            ),
        ),
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                "(hit|punched|slapped|kicked|hits|punches|slaps|kicks|struck|elbowed) me in the (face|head|"
                "stomach|mouth|eye|ribs|back|jaw|belly)"
            ),
        ),
        tense="done",
    ),
    Pattern(
        "domestic_violence",
        "card",
        (
            (
                r"(he|she|husband|boyfriend|wife|girlfriend|dad|stepdad|fiance|partner|ex) (\w+ ){0,3}(put|threw|"
                "throws|dragged|drags|slammed|slams|pinned|pins|shoved|grabbed|grabs|kicked|yanked|pulled|"
                "smashed) (me|my (head|hair|throat|neck|arm|face|belly))"
            ),
            r"(dragged|pulled|yanked) me (\w+ )?by (my|the) (hair|arm|throat|neck)",
            r"(pillow|bag|hand|hands) (\w+ )?over my (face|mouth)",
            (
                "(me agarro|me agarra|me jalo|me jala|me tomo) (del|de la|de los|por el|por la) (cuello|pelo|"
                "cabello|brazo|garganta|grenas)"
            ),
            "me (esta|sigue) (pegando|golpeando|aventando|jalando|pateando|gritando y pegando)",
            (
                "(me|nos) (encerro|encierra|tiene encerrad[oa]|quebro|rompio|quito (los papeles|el celular|el "
                "telefono))"
            ),
            r"(comes|came) in(to)? my (room|bed) (\w+ ){0,4}(hurts|touches|touched|hurt) me",
        ),
        tense="done",
    ),
    Pattern(
        "domestic_violence",
        "check_in",
        (
            "(dresser|chair|furniture|something) against the door",
            r"(bag|suitcase) packed (\w+ )?(and )?(hidden|hid|ready to run)",
            (
                "(checks|revisa|goes through|took|takes|broke|hides) (mi celular|el celular|my phone|my keys|mi "
                "telefono)"
            ),
            "(nobody|no one) would believe me",
            "(me|nos) (encerramos|escondemos|escondo)( en el cuarto)?",
            "me (lo )?revisa (y|el)|me echa a la migra",
            "(not|isnt|never) allowed (to )?(have|use|leave|see|talk|go)( a phone| my| the)?",
        ),
    ),
)
