"""Danger to the body in minutes or hours: overdose, poisoning, medical emergency, dangerous withdrawal."""

from bot.safety.patterns.phrases import Pattern

OVERDOSE = (
    Pattern(
        "overdose_now",
        "card",
        (
            (
                "(im|i am|i think im|i might be|think im|am i|might be|believe im|i) (overdosing|having an "
                "overdose|in overdose)"
            ),
            (
                "(think|might|may|believe|afraid|scared|pretty sure|worried|sure) .. (i|im|ive) (have |just |am |"
                "mightve )?(overdosed|overdosing|od|overdose|took too much|took too many|taken too much|taken "
                "too many)"
            ),
            (
                "i (just )?(overdosed|od) (tonight|just now|today|on purpose|an hour ago|this morning|again|"
                "right now|10|20|5)"
            ),
            "just overdosed",
            "i overdosed (and|help|please) (im|i|please|help|my|need|what)?",
            (
                "(took|swallowed|taken) (the|my|some|those|these|her|his) {pills} (like |about |maybe |around |"
                r"over )*([2-9]\d|1\d|\d\d\d|twenty|thirty|forty|fifty|all)"
            ),
            (
                "(took|taken|swallowed|downed|ate|popped|taking|swallowing|drank|snorted|injected|shot up|did|"
                "ingested) .. (the whole|the entire|a whole|an entire|the full|a full|the rest of|all of|all|"
                "every|every last|all of my|all my|all the|all of the|all of them|half the|half a|whole|most of) "
                r"(of )?(the |my |a |his |her |our |mom'?s |moms |dads |last |one of )?(\w+ ){0,2}{pills}"
            ),
            (
                "(took|taken|swallowed|downed|ate|popped|i take|ingested) (like |about |around |over |maybe |"
                "nearly |at least |almost |more than |probably |some |roughly |just |at |a |way |him |off "
                r")*{many} (of )?(my |the |those |these |her |his )?(\d+ ?mg |mg |milligrams? |extra |more |of |"
                r"\w+ )?{pills}"
            ),
            (
                "(took|taken|swallowed|downed|ate|popped) (them all|all of them|it all|all of it|every (one|"
                "single one|last one)( of them)?|everything (i had|in the|i have))"
            ),
            (
                "(took|taken|swallowed|did|shot|shot up|used|injected|snorted|drank) (way |like |far |just "
                ")?(too much|too many)(cant breathe|cant feel|cant stay awake|chest|dizzy|sleepy|fading|numb|"
                "heart|help|nodding|scared|passing out|hard to breathe|lips|stay awake|dying|throwing up|going "
                "to die)?"
            ),
            (
                "(took|swallowed|taken) (a |the )?(bottle|bunch|handful|handfuls|fistful|ton|lot|whole lot) of "
                r"(\w+ ){0,3}(pills|meds|tylenol|xanax|medication|them|stuff|tablets|benadryl|{pills})"
            ),
            (
                "(swallowed|ate) (the|a|my|his|her) (whole )?(bag|baggie|balloon|stash|drugs|eight ball|8 ball|"
                "gram|dope)"
            ),
            (
                "(bad|hot|laced) (dope|batch|bag|shot|stuff|pill|pills|coke) .*(help|going out|dying|cant|"
                r"breath\w*|fading|numb|scared)"
            ),
            (
                "(took|taken|swallowed) (two|three|2|3|4|both|several|multiple|a couple|a few|one whole|1 whole) "
                "(whole |full |entire )?(bottles?|packs?|boxes|blister packs?|sheets)( of)?"
            ),
            (
                r"(took|taken|gave (him|her|my \w+)) (\w+ ){0,2}(husbands|wifes|moms|dads|mothers|fathers|sons|"
                r"daughters|wrong|someone elses|grandmas|grandpas|dogs) (\w+ )?(pills|meds|medicine|medication|"
                "insulin|dose)( by mistake| by accident)?"
            ),
            (
                "(wrong|double|triple) (medicine|meds|medication|pills|dose) .*(too much|baby|by mistake|dizzy|"
                "accident|child|kid|toddler)"
            ),
            "(shot|shoot|shot up|injected|did) .. (too much|bad batch|more than)",
            (
                r"(cant|hard to|trouble|barely|struggling to|can barely|having trouble) (\w+ ){0,2}(stay|staying|"
                "keep|keeping) (awake|my eyes open|conscious) .*(took|taken|fent|heroin|pills|dope|shot|"
                "methadone|xanax|mixed|drank|hit)"
            ),
            (
                "(took|taken|mixed|mixing|did|shot|smoked|used|snorted) .*(cant|hard to|barely|trouble|can "
                r"barely) (\w+ ){0,2}(breathe|breathing|stay awake|keep my eyes open|stay conscious|feel my|move)"
            ),
            (
                "(my|the) lips (are|is|were|look|feel|turning|going|gone|got|have|turned|went) .. (blue|purple|"
                "gray|grey)"
            ),
            (
                "(gave|used|need|got|hit|sprayed|give) .. (narcan|naloxone) .*(not working|didnt work|isnt|still|"
                "wont|again|no response|second|him|her|wearing off|what now|help)"
            ),
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            r"{someone} (\w+ ){0,4}(is |are |was |mightve |may be |might be )*(overdosing|ods|od ing)",
            "{someone} (just |has just |mightve |may have |might have |has |think |have )*(overdosed|od|overdose)",
            (
                r"(wont|cant|not|isnt|doesnt|never|didnt|cannot|unable to|couldnt|wouldnt|not able to) (\w+ "
                r"){0,2}(wake|waking|woke|get|getting|rouse) (\w+ ){0,3}(up|awake|her|him|them|{person})"
            ),
            (
                r"{someone} (\w+ ){0,3}(wont|isnt|not|cant|doesnt|cant be|hasnt|never) (\w+ )?(wake|waking|woken|"
                "respond|responding|breathing|breathe|moving|woke|react|reacting|answering when|open)"
            ),
            (
                r"{someone} (\w+ ){0,3}(stopped|barely|not|isnt|quit|hardly|no longer|stops) (breathing|breathes|"
                "breathe)"
            ),
            (
                r"(breathing|breaths|breath|breathes) (\w+ ){0,3}(very slow|really slow|so slow|slow|shallow|"
                "weird|weak|every few|stopped|funny|once a)"
            ),
            (
                r"(lips|face|fingers|nails|fingernails|skin|he|she|they|hes|shes|mouth) (\w+ ){0,3}(is |are |"
                "turning |turned |going |look |looks |gone |went |looking |all |getting |looks kind of |kind of "
                r")+(\w+ )?(blue|purple|gray|grey)"
            ),
            "(blue|purple|gray|grey) (lips|face|fingers|nails|fingertips|in the face|around the mouth)",
            (
                r"{someone} (\w+ ){0,3}(is |are )?(unresponsive|unconscious|foaming|limp|passed out cold|out cold|"
                "gurgling|turning blue|gone limp|lifeless|collapsed|nonresponsive|not responsive|blacked out|"
                "knocked out)"
            ),
            (
                r"(making|makes|made|weird|a) (\w+ ){0,2}(gurgling|snoring|choking|rattling|rattle)( \w+)?( "
                "sounds?| noises?)?(wont|cant|pills|heroin|fent|wake|took|dope|oxy|breath)"
            ),
            (
                r"{someone} (\w+ ){0,4}(took|swallowed|taken|ate|drank|shot|snorted|did|injected|downed|popped) "
                r"(\w+ ){0,3}({many}|all|the whole|the entire|every|too much|too many|a bunch|whole) (of )?(\w+ "
                "){0,3}({pills}|them|bottle)"
            ),
            (
                r"{someone} (\w+ ){0,3}(passed out|nodded out|nodding off|on the floor|fell out|slumped|nodding|"
                r"fell asleep|fallen out|falling out) (\w+ ){0,6}(wont|cant|not|needle|blue|breath\w*|"
                r"unresponsive|after|wake|arm|from|fent\w*|heroin|pills)"
            ),
            (
                "(agonal|no) (breathing|respirations|breaths)|pinpoint pupils|no pulse|(cant|no|dont|couldnt) "
                "(find|feel) (a |his |her |their |any )?(pulse|heartbeat)"
            ),
            "needle (is |still )*in (his|her|their) arm",
            "(unresponsive|foaming at the mouth|not breathing|isnt breathing|stopped breathing)",
        ),
        tense="done",
        subject="other",
    ),
    Pattern(
        "overdose_now",
        "check_in",
        (
            "(overdosed|overdose|od)",
            "(took|taken|take) (too much|too many|more than (i|im) (should|supposed))",
        ),
        tense="history",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "check_in",
        (
            (
                "(took|taken|swallowed|ate|popped|drank) (like |about |maybe )?(five|six|seven|eight|nine|[5-9]|"
                r"extra|double|a lot of|a lot|several) (more |of |extra |too )?(\w+ ){0,2}{pills}"
            ),
            (
                r"(mixed|mixing|took|drank|drinking) (\w+ ){0,3}(xanax|benzo|klonopin|valium|ativan|ambien|oxy|"
                r"percs?|fentanyl|heroin|methadone|pills) (\w+ ){0,3}(and|with|on top of|plus|after) (\w+ "
                "){0,4}(alcohol|vodka|drinking|whiskey|wine|liquor|beers?|drinks?|booze|tequila|methadone|heroin|"
                r"fentanyl|xanax) .*(feel|dizzy|weird|sleepy|scared|breath\w*|help|numb|tonight|heart)"
            ),
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            "(creo que |tengo |estoy en |estoy con |tuve |me dio |estoy teniendo )+(una )?sobredosis",
            (
                r"(me|se) (acabo de |ha |he |acaba de |acabe de )?(tom\w+|tragu?\w+|traga\w*|met\w+|zamp\w+|"
                r"chup\w+|ech\w+|inyect\w+|com\w+|emp\w+) (como |unas |unos |casi |mas de |ya |a |alrededor de |"
                "de golpe |solo |lo )*(todas?|todos?|todo|{muchas}) (de )?(las |los |el |la |mis |sus |mi |su |"
                r"un |una |de )*(\w+ ){0,2}{pastillas}"
            ),
            (
                "(tome|tomo|tomado|trague|trago|tragado|ingeri|ingirio|baje|inyecte|meti) (como |unas |unos |"
                r"casi |mas de |ya |alrededor de )*(todas?|todos?|todo|[1-9]\d|[1-9]\d\d|diez|quince|veinte|"
                "treinta|cuarenta|cincuenta|un frasco|el frasco|un monton|un bote|muchas|muchisimas|demasiadas|"
                r"un punado|la caja|una caja) (de )?(las |los |el |la |mis |sus |mi |su |un |una |de )*(\w+ "
                "){0,2}({pastillas}|entero|entera|completo|completa)"
            ),
            (
                r"me (las )?(tome|trague|he tomado|acabo de tomar|acabe) (ya )?(todas|todos|todo(?=[,\n]|$| and| "
                "but| i | so | y | pero)|el frasco|un frasco|todo el frasco|el bote|la caja|toda la caja)"
            ),
            (
                "(me|se) (pase|paso|he pasado|fue la mano|me fue la mano) (de |con )(la )?(dosis|pastillas|"
                "fentanilo|heroina|droga|cantidad|medicina|raya|la raya|la droga)"
            ),
            (
                r"(tome|consumi|inyecte|meti|tomado|fume) (\w+ ){0,2}(demasiad[oa]s?|de mas)(respirar|mareo|mal|"
                r"dormid\w|sueno|ayuda|pecho|despiert\w|muriendo|duermo)"
            ),
            (
                r"me (baje|meti|eche|zampe|empuje|mande|inyecte|puse) (\w+ ){0,3}(blister|frasco|bonche|monton|"
                r"punado|caja|bote|de mas|demasiad\w+|todas|todos)"
            ),
            (
                r"me (tome|he tomado) (\w+ ){0,6}(de mi (esposo|esposa|marido|mama|hijo|papa)|por error|por "
                r"equivocacion) .*(todas|mare\w+|mal|dosis)?"
            ),
            "(equivoque|error|equivocacion) .*(pastillas|medicina|dosis)",
            "(siento|creo) que me (voy a ir|voy|estoy yendo|apago|estoy apagando) .*",
            (
                r"(labios|dedos|unas|cara|boca|piel) (\w+ ){0,4}(azul|azules|morad[oa]s?|azulad[oa]s?|gris|grises|"
                r"amoratad\w+|palid[oa] y)"
            ),
            r"(esta|se puso|se esta poniendo|se ve|poniendose|ponerse|quedo) (\w+ )?(azul|morad[oa]|gris)",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            (
                "no (se )?(despierta|despiertan|reacciona|responde|respira|contesta ni|esta respirando|puedo "
                r"despertar\w*|lo puedo despertar|la puedo despertar|logro despertar\w*|me responde|respiran|abre "
                "los ojos|puede respirar|quiere despertar|la despierto|lo despierto|hay pulso|tiene pulso|le "
                "siento (el )?pulso)"
            ),
            "(apenas|casi no|a penas|ya no|dejo de|no esta|casi ni) (respira|respirar|respirando)",
            (
                r"(respira|respirando|respiracion) (\w+ ){0,3}(muy lento|despacio|lento|raro|muy poquito|muy "
                "despacio|bien lento|con dificultad|poquito|lentito)"
            ),
            (
                r"(esta|quedo|cayo|se desmayo|se cayo|lo encontre|la encontre|encontre a) (\w+ "
                "){0,4}(inconsciente|tirad[oa]|desmayad[oa]|sin reaccionar|sin conocimiento|no reacciona|"
                "convulsionando|echando espuma|con espuma|sin sentido)"
            ),
            (
                "(espuma|espumando|babeando|ronquidos raros|hace ruidos raros|ronca raro) ?(por la boca|en la "
                "boca|de la boca|y no)?"
            ),
            r"{alguien} (\w+ ){0,4}(tiene|esta en|le dio|esta con|esta teniendo|tuvo|con|de) (una )?sobredosis",
            r"(aguja|jeringa|jeringuilla) (\w+ ){0,3}en (el|su) brazo",
        ),
        tense="done",
        subject="other",
    ),
    Pattern(
        "overdose_now",
        "check_in",
        ("sobredosis",),
        tense="history",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            (
                r"(gave|given|used|sprayed|le di|le dimos|le puse|le pusimos) (\w+ ){0,4}(narcan|naloxone|"
                r"naloxona) (\w+ ){0,4}(still|wont|not|nothing|isnt|didnt|no|sigue|sin|nada)"
            ),
            r"{someone} (\w+ ){0,2}(overdosed|is overdosing) (\w+ ){0,3}(in|on|at|what|help|now)",
            "sigue sin (despertar|respirar|reaccionar|responder)",
        ),
        tense="done",
        subject="other",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            (
                "me pase (con|de) (el|la|los|las)? ?(cristal|coca|heroina|fentanilo|pastillas|metanfetamina|"
                "droga|meta|perico|hielo|dosis|alcohol y)"
            ),
            r"(corazon) (\w+ ){0,3}(no se (me )?calma|se me sale|a mil|muy rapido) (\w+ ){0,4}",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            (
                r"i (just |think i |have )?overdosed(?=[,\n]|$| and i| and im| on (fentanyl|heroin|pills|xanax|"
                "meth|cocaine|dope|my))"
            ),
            r"(un|unos) (puno|punado|monton|bonche) de (\w+ ){0,2}({pastillas}|pastillas)",
        ),
        tense="done",
    ),
    Pattern(
        "overdose_now",
        "card",
        (
            r"pulse (\w+ ){0,3}(faint|weak|slow|gone|barely|thready)",
            r"(eyes|ojos) (\w+ ){0,2}(rolled|rolling|en blanco|volteados)( \w+)?",
            r"(cant|couldnt|trying to) (rouse|wake|revive) (him|her|them|my \w+)",
            "(blue|purple|gray|grey) around (the|his|her|my) (mouth|lips)",
            r"(isnt|not|aint) coming (to|around|back)(?=[,\n]|$| im| and| she| he)",
            "(keep|keeps|kept) forgetting to breathe|forget to breathe",
            r"(breath|breaths|breathing) (\w+ ){0,3}(short|shallow|slow|weird|stopping|stops|ragged)",
            "cant (keep|hold) my (head|eyes) (up|open)",
            "cant (stay|keep) (with it|conscious|awake)",
            "no le (hallo|encuentro|siento) (el )?pulso",
            "(jeringa|aguja) (puesta|clavada|en el brazo)",
            r"(esta|quedo) (\w+ ){0,2}(helad[oa]|fri[oa]) y (ronca|no|morad[oa]|azul)",
            "se me (va|fue|para|corta) la respiracion|se me (cierran|apagan) los ojos",
            "(slammed|shot|did|took|smoked) a whole (gram|bag|ball|bundle|bottle|strip|pack)",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "overdose_now",
        "check_in",
        (
            r"i took (them|it|em all|them all)(?=[,\n]|$)",
            r"the pills are (gone|working|kicking in)(?=[,\n]|$)",
        ),
        tense="done",
    ),
)

POISONING = (
    Pattern(
        "poisoning",
        "card",
        (
            (
                "(drank|drink|swallowed|ate|chugged|took|ingested|drunk|inhaled|sipped|gulped|drinking|eaten|"
                r"injected|huffed|bit into|breathed in) (\w+ ){0,5}{chemical}"
            ),
            r"{chemical} (\w+ ){0,3}(in|into|down) (my|his|her|their) (mouth|throat|stomach|eyes?)",
            (
                r"(ive been|ive just been|i was|been|got|i got|was|someone|he|she|they) (\w+ ){0,2}(poisoned|"
                "poisoning (me|himself|herself|my))"
            ),
            (
                "(carbon monoxide|alcohol poisoning|gas leak)(alarm|dizzy|headache|passed out|now|help|wont|cant|"
                r"think|breath\w*|throwing|going off|sick)?"
            ),
            "(im|i am) poisoned",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "poisoning",
        "card",
        (
            (
                r"(my|the|our|a|his|her|their|neighbors|moms) (\w+ ){0,3}{small} (\w+ ){0,5}(ate|drank|swallowed|"
                "got into|took|chewed|eaten|found and ate|got ahold of|got a hold of|got hold of|licked|put|bit|"
                r"ingested|drunk|has) (\w+ ){0,5}({pills}|{chemical}|edibles?|gumm(y|ies)|weed|thc|strips?|patch|"
                "patches|vape|cigarettes?|cigarette butts?|vitamins|iron pills|brownies?|meth|cocaine|something "
                "under the sink|under the sink|lsd|my stuff|my drugs|alcohol|vodka|wine)"
            ),
            r"{small} (\w+ ){0,4}(mouth|hand|hands) (\w+ ){0,4}({pills}|{chemical})",
        ),
        tense="done",
        subject="other",
    ),
    Pattern(
        "poisoning",
        "card",
        (
            (
                r"(me|se|nos) (\w+ ){0,2}(tom\w+|beb\w+|trag\w+|com\w+|chup\w+|inyect\w+|ingir\w+|ech\w+|"
                r"inhal\w+) (\w+ ){0,5}{quimico}"
            ),
            (
                r"(tome|bebi|trague|ingeri|tomado|bebido|bebio|tomo|trago|ingirio|comio|comi|inhale|inhalo) (\w+ "
                "){0,5}{quimico}"
            ),
            (
                r"(me|se|lo|la) (\w+ ){0,2}(envenene|enveneno|envenenado|envenenada|envenenaron|intoxique|"
                "intoxico|intoxicado|intoxicada|estoy envenenando)"
            ),
            "(estoy|esta) (intoxicad[oa]|envenenad[oa])",
            "monoxido( de carbono)?",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "poisoning",
        "card",
        (
            (
                r"(mi|el|la|su|nuestr[oa]) (\w+ ){0,2}{chico} (\w+ ){0,5}(comio|tomo|trago|bebio|mordio|chupo|"
                r"metio a la boca|agarro|tragado|comido|tomado|encontro) (\w+ ){0,6}({pastillas}|{quimico}|"
                "gomitas?|marihuana|mota|metanfetamina|cristal|cocaina|droga|drogas|parche|vitaminas|brownie|"
                "cigarro|alcohol|vodka|mi (medicina|metadona|suboxone))"
            ),
        ),
        tense="done",
        subject="other",
    ),
    Pattern(
        "poisoning",
        "card",
        (
            (
                r"(mixed|mixing|mezcle|mezclar) (\w+ ){0,2}(bleach|cloro|ammonia|cleaners?|chemicals) .*(breathe|"
                r"cough\w*|throat|burn\w*|respirar|garganta|dizzy|chest)"
            ),
            r"(cloro|acid\w*) y (\w+ ){0,2}(acido|amoniaco|cloro) .*(respirar|garganta|tos|ardor)",
        ),
        tense="done",
        subject="any",
    ),
)

WITHDRAWAL = (
    Pattern(
        "dangerous_withdrawal_now",
        "card",
        (
            r"{stopped} [^\n]*{sign}",
            r"{sign} [^\n]*{stopped}",
            (
                "(having|got|have|going into|in|has|am in|into|im in|think its) (the |full blown |full |bad "
                ")?(dts|dt|delirium tremens)"
            ),
            (
                "(seizure|convulsing|convulsed|seized|a fit) ... (from|because|since|after|off) .. (withdrawal|"
                "withdrawals|quitting|not drinking|no alcohol|stopping|detox|detoxing|xanax|benzo|alcohol|the "
                "booze|drinking)"
            ),
            (
                "(having|in the middle of) (bad |severe |horrible |really bad |terrible |serious |extreme "
                ")+(alcohol |benzo |xanax )?(withdrawal|withdrawals)"
            ),
            (
                "(bugs|spiders|ants|snakes|insects|roaches|worms) .. (on|crawling|all over|coming out of|in|"
                "under) .. (me|my skin|my arms|the walls?|my bed|walls|the floor|my body|the ceiling|skin)"
            ),
            (
                "(seeing|hearing|see|hear) (things|people|voices|stuff|shadows|bugs) .. (that )?(arent|isnt|"
                "werent|not|no one else|nobody else|arent really) .. (there|real|hears|sees|can)?"
            ),
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "dangerous_withdrawal_now",
        "check_in",
        (
            (
                "(shaking|sweating|shakes|shaky|throwing up|vomiting|tremors|trembling|puking|sweats) ... (since|"
                "because|quit|stopped|without|withdrawal|withdrawals|last drink|havent drank|cold turkey|detox|"
                "detoxing|ran out)"
            ),
            (
                r"{stopped} [^\n]*(shaking|sweating|shakes|shaky|throwing up|vomiting|tremors|trembling|puking|"
                "heart|feel like (im )?(dying|going to die))"
            ),
            (
                r"(stop|stopped|quit|quitting|stopping|ran out of|run out of|out of|came off|coming off|off) (\w+ "
                "){0,4}(xanax|klonopin|valium|ativan|benzo|my benzo) .*(sick|scared|bad|awful|cold turkey|weird|"
                r"sleep|shak\w+|dying|feel)"
            ),
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "dangerous_withdrawal_now",
        "card",
        (
            (
                "(deje|dejo|dejar|dejado|llevo|lleva|sin|ultimo trago|ultima copa|ultima cerveza|no (he |ha "
                r")?(tomado|bebido|tomo|bebo)|abstinencia|desintoxic\w+|cruda|mono|malilla|se me acabo|se me "
                r"acabaron|pare de|paro de|corte el|quite el|quite la) [^\n]*(convulsion\w*|ataque epileptico|"
                r"alucin\w+|delir\w+|(veo|viendo|ve|vi|esta viendo|mirando|oigo|escucho|oye|oyendo|escuchando) "
                r"(\w+ ){0,2}(cosas|bichos|aranas|gente|insectos|voces|sombras|animales|muertos|ratas|personas|"
                "hormigas|cucarachas)|bichos|temblando (mucho|muy|demasiado|feo|todo|sin parar|horrible|bien)|"
                "tiemblo (mucho|todo|demasiado|sin parar|horrible|feo|bien)|no (puedo|para de|paro de|dejo de|"
                "puede dejar de) (dejar de |parar de )?(temblar|vomitar)|temblores (muy )?fuertes|(muy "
                r")?confundid[oa]|no se (donde|que dia)|corazon (\w+ ){0,2}(rapido|acelerado|a mil|se me sale|"
                "late)|fiebre|desorientad[oa]|ataque)"
            ),
            (
                r"(convulsion\w*|alucinando|alucinaciones|viendo (cosas|bichos|gente|aranas)|veo (cosas|bichos|"
                r"gente|aranas)|oigo voces|escucho voces|temblando) [^\n]*(deje (de tomar|de beber|el alcohol|el "
                "trago|las pastillas|el xanax|la bebida)|abstinencia|sin (tomar|beber|alcohol|trago)|no (tomo|"
                "bebo|he tomado|he bebido)|ultimo trago|delirium|dejar de (tomar|beber)|desde que deje|por dejar)"
            ),
            "delirium tremens|delirium",
            (
                r"(bichos|aranas|hormigas|cucarachas|insectos|viboras|gusanos) (\w+ ){0,3}(en (la pared|las "
                "paredes|mi piel|la cama|el cuerpo|mis brazos|mi cuerpo|el techo)|caminando|subiendo|por todo|"
                "por todos)"
            ),
            (
                r"(veo|viendo|oigo|escucho|escuchando|ve|oyendo|oye) (cosas|gente|voces|personas|sombras) (\w+ "
                "){0,2}(que )?(no (estan|existen|hay|son|esta)|nadie)"
            ),
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "dangerous_withdrawal_now",
        "check_in",
        (
            (
                "(deje|dejo|dejado|sin|abstinencia|malilla|desde que deje|no he (tomado|bebido)) "
                r"[^\n]*(temblando|temblor\w*|tiemblo|sudando|sudor\w*|vomitando|vomito|escalofrios|me siento "
                "(muy )?mal|muy mal|corazon)"
            ),
            (
                r"(temblando|temblor\w*|tiemblo|sudando|vomitando|vomito) [^\n]*(deje (de )?|abstinencia|sin "
                "(tomar|beber)|no he (tomado|bebido)|ultimo trago)"
            ),
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "dangerous_withdrawal_now",
        "check_in",
        (
            r"(deje|dejar|dejado|sin) (\w+ ){0,5}(me )?(tiemblan|temblar|tiembla|temblor\w*)",
            r"(tiemblan|temblar|tiembla) (\w+ ){0,6}(deje|dejar|sin tomar)",
            "no (me )?(dejan|paran) de temblar( las manos)?",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "dangerous_withdrawal_now",
        "card",
        (
            "(nobody|no one|nadie) (else )?(sees|hears|ve|oye) (them|em|it|nada)",
            (
                r"(bugs|spiders|snakes|animals|rats|ants|roaches|people|viboras|aranas|animales|bichos) (\w+ "
                "){0,3}(in|on|under|all over|en) (my|the|el|la|mi|las) (covers|bed|bedspread|sheets|walls?|"
                "ceiling|floor|skin|techo|cama|piso|pared|paredes|cobijas)"
            ),
            (
                r"(talking|talks|hollering|hablando|habla|gritando|yelling) (\w+ ){0,2}(to|at|con|que hay) "
                r"(people|folks|gente|someone|alguien|animales) (\w+ ){0,3}(not there|isnt here|isnt there|arent|"
                "que no|en el techo|in the yard)"
            ),
        ),
        tense="done",
        subject="any",
    ),
)

MEDICAL = (
    Pattern(
        "medical_emergency",
        "card",
        (
            (
                "(cant|can not|cannot|can barely|barely|hard to|hard time|trouble|struggling to|difficulty|"
                r"having trouble|unable to|not able to|cant really|cant even|can hardly) (\w+ )?(breathe|"
                "breathing|breath|catch my breath|get air|get any air|get enough air)"
            ),
            (
                r"(chest|heart) (\w+ ){0,3}(pain|pains|hurts|tight|tightness|hurting|pressure|crushing|is killing "
                r"me|feels tight|attack)(arm|breath\w*|jaw|sweat\w*|now|help|bad|right now|numb|started|cant|"
                "scared|coke|cocaine|meth|won t|wont|hour|minutes|since|sharp|crushing|bad|tonight|racing|dizzy)"
            ),
            (
                r"(having|have|got|bad|sharp|crushing|severe|really bad|terrible|with|these|awful) (\w+ "
                "){0,2}chest pains?"
            ),
            "chest pain (right now|now|and|that|started|is|wont)",
            (
                r"my chest (\w+ ){0,2}(hurts|is tight|feels tight|is crushing|is hurting|aches|pain|is pounding|"
                "is on fire|feels like)"
            ),
            r"cant feel (\w+ ){0,4}(face|arm|arms|leg|legs|side|hands|body)",
            r"chest pains? (\w+ ){0,5}(arm|jaw|back|shoulder|neck)",
            (
                "(elephant|truck|brick|boulder|heavy weight|ton of bricks|someone) (is )?(sitting |standing )?on "
                "my chest"
            ),
            (
                r"(pressure|pain|pains|tightness|squeezing|crushing|stabbing) (\w+ ){0,2}in (my|the) (chest|heart|"
                "left arm)"
            ),
            "(left arm|arms|arm|face|hand|hands|leg) (is |are |went |gone |just went |feels )?numb",
            (
                "(pumping|squirting|spurting|gushing|spraying) blood|blood (is )?(pumping|squirting|spurting|"
                "gushing|spraying)"
            ),
            (
                "(having|think im having|think im going to have|is having|like im having|just had|about to have|"
                r"starting to have) (a |an |another )?(\w+ )?(heart attack|stroke|seizure|seizures|aneurysm|"
                r"allergic reaction|anaphyla\w+)( right now| just now| now)?"
            ),
            (
                "(coughing|throwing|puking|vomiting|spitting|peeing|pooping|passing|throw|threw|puked|coughed) "
                r"(up )?(\w+ ){0,4}blood"
            ),
            (
                r"(blood|bleeding) (\w+ ){0,4}(wont stop|everywhere|wont quit|not stopping|a lot of|heavily|"
                "pouring|cant stop|nonstop|bad|gushing|so much|out of control)"
            ),
            (
                "(cant stop|wont stop|losing|lots of|so much|lost) (the |a lot of |so much |all this )?(bleeding|"
                "blood)"
            ),
            (
                r"(face|arm|left side|side|half|speech|mouth|left arm|right side|one side) (\w+ ){0,4}(drooping|"
                "droopy|numb|slurred|slurring|paralyzed|gone numb|went numb|wont move)"
            ),
            "(call|need|calling|send|get) (me )?(an |a )?(ambulance|911|paramedics?)",
            (
                "(im|i am|feel like im|think im|i feel like im|i think im) (actually |really |literally )?(dying|"
                "going to die|having a heart attack|about to die)"
            ),
            (
                "(im|i am|think im|feel like im|keep|about to|going to) (passing out|blacking out|pass out|"
                "losing consciousness|black out|faint|fainting|going unconscious)"
            ),
            r"(throat|tongue|face) (\w+ ){0,3}(closing|swelling|swollen|swelled|closed|swelling up)",
            "(been|was|just got|got) (shot|stabbed|hit by a car) (in the|in my|and|just now|help|bleeding|tonight)",
            (
                r"(worst headache|severe head injury|hit my head) .*(bleeding|throwing up|passed out|vomit\w*|"
                "confused|blood|dizzy|cant see)"
            ),
            "(my )?(temp|temperature|fever) (is |of )?(10[3-9])",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "medical_emergency",
        "check_in",
        (
            (
                r"(heart|chest) (\w+ ){0,3}(racing|pounding|skipping|weird|fluttering|hurts|hurt|tight|pain|heavy|"
                "going so fast|beating out|pains)"
            ),
            (
                "(dont feel|not feeling|feel|feeling) (right|really wrong|very wrong|like something is (really "
                r")?wrong|very sick|so sick) .*(took|drank|scared|help|chest|dizzy|breath\w*|faint|vision|numb)"
            ),
            r"(having|had|have) (a |an |\w+ )?(seizures?|stroke|heart attack)|seizures?",
            "(yellow|jaundice) .*(eyes|skin)|(eyes|skin) .*(yellow|jaundice)",
            "(pregnant) .*(bleeding|blood|cramps|not moving|pain)",
            "(hallucinating|hallucinations|hearing voices|seeing things)",
        ),
        tense="history",
        subject="any",
    ),
    Pattern(
        "medical_emergency",
        "card",
        (
            (
                r"{someone} (\w+ ){0,4}(is )?(having|has|had|just had|in|into) (a |an )?(\w+ )?(seizure|heart "
                "attack|stroke|fit|convulsions|allergic reaction)"
            ),
            (
                r"{someone} (\w+ ){0,3}(is |are |was |started |keeps )*(seizing|convulsing|choking|turning blue|"
                "bleeding|not breathing|having trouble breathing|shaking and|collapsed|fainted)"
            ),
            (
                r"{someone} (\w+ ){0,4}(cant|can barely|barely|trouble|hard time|struggling) (\w+ ){0,2}(breathe|"
                "breathing|move|talk|stay awake)"
            ),
            (
                r"{someone} (\w+ ){0,4}(chest pain|chest hurts|coughing up blood|throwing up blood|vomiting blood|"
                "puking blood|foaming)"
            ),
            (
                r"{someone} (\w+ ){0,3}(hit (his|her|their) head|fell (down|and hit)|was shot|got shot|got "
                "stabbed|been shot|been stabbed)"
            ),
        ),
        tense="done",
        subject="other",
    ),
    Pattern(
        "medical_emergency",
        "card",
        (
            (
                "(no (puedo|logro|podia) (casi )?(respirar|jalar aire|agarrar aire)|me (falta|esta faltando) "
                "(mucho )?(el )?aire|me cuesta (mucho )?respirar|casi no (puedo respirar|respiro)|me estoy "
                "(ahogando|asfixiando|muriendo|desmayando|desangrando)|no me llega el aire|me ahogo)"
            ),
            (
                r"(dolor|dolores|me duele|duele|presion|opresion|punzada|apreton|aprieta) (\w+ ){0,4}(el |en el |"
                "de |del )?(pecho|corazon)"
            ),
            "(ataque|infarto|paro) (al |del |de |cardiaco|cerebral)*(corazon|cardiaco)?",
            "(derrame|embolia|infarto|convulsion|convulsiones|convulsionando|ataque epileptico)",
            r"(vomit\w+|escup\w+|tos\w+|orin\w+|echando|evacu\w+|haciendo|tosiendo|saca\w*) (\w+ ){0,2}sangre",
            (
                r"(sangr\w+|sangre) (\w+ ){0,5}(no (para|deja|se detiene)|mucho|mucha|muchisim\w|sin parar|no "
                "paro|por todos lados)"
            ),
            "(mucha|tanta|perdiendo|perdi mucha|perdido mucha) sangre",
            (
                r"se me (durmio|entumio|paralizo|torcio|cayo|duerme|adormecio) (\w+ ){0,2}(cara|brazo|lado|boca|"
                "pierna|lengua)"
            ),
            (
                r"(cara|brazo|lado|boca|pierna) (\w+ ){0,3}(dormid[oa]|chuec[oa]|torcid[oa]|paralizad[oa]|no (lo|"
                "la|se) (siento|mueve|muevo|puedo mover))"
            ),
            "(ambulancia|llame al 911|llamar al 911|llamen al 911|paramedicos)",
            "(me|se) (estoy |esta |voy a |va a )(muriendo|desmayando|morir|desmayar)",
            (
                r"(me |se )(le |esta )?(cierra|cerrando|hincha|hinchando|esta cerrando|esta hinchando) (\w+ )?(la "
                ")?(garganta|lengua|cara)"
            ),
            "(ayuda|auxilio) .*(no respira|sangre|muriendo|respirar|inconsciente)",
            "(esta|estoy) (convulsionando|convulsionado|teniendo (un|una) (convulsion|ataque))",
        ),
        tense="done",
        subject="any",
    ),
    Pattern(
        "medical_emergency",
        "card",
        (
            r"(face|mouth|side of (his|her|my) face) (\w+ ){0,2}(fell|dropped|drooped|droops|is droopy|went slack)",
            r"speech (\w+ ){0,3}(mush|slurred|garbled|gone|funny|slurring)",
            r"(boca|cara) (\w+ ){0,2}(chueca|de lado|torcida|caida)",
            "habla (trabado|raro|enredado)|no puede hablar bien",
            (
                r"(half|one side of) (my|his|her) (body|face) (\w+ )?(wont|cant|isnt|stopped|is) (\w+ )?(move|"
                "moving|numb|work|working)"
            ),
            r"(horse|cow|anvil|car|mountain) (\w+ )?(standing|sitting|parked) on my chest",
            r"(apreton|aplast\w+|opresion) (\w+ ){0,3}(pecho|corazon)",
            "(fit|seizure) that (wont|doesnt|isnt) (quit|stop|stopping)",
            "(grabbed|clutched|clutching) (his|her) chest",
            r"blood (\w+ ){0,3}(down my legs|all over|running|soaking|everywhere)",
            "me arde la garganta y|no puedo jalar aire",
        ),
        tense="done",
        subject="any",
    ),
)
