"""Everyday ways of speaking of death and harm that mean nothing of the kind. They are lifted out before reading."""

import functools
import re

from bot.safety.patterns.phrases import Pattern

PHRASES = (
    (
        r"no (seizures?|fits?|dts?|shakes|hallucinations?|sweats)(,? (and |or )?(no )?(seizures?|fits?|dts?|shakes|"
        r"hallucinations?|sweats))+"
    ),
    (
        r"(sin|ni|no) (convulsiones|ataques|temblores|alucinaciones)(,? (y )?(sin|ni|no) (convulsiones|ataques|"
        r"temblores|alucinaciones))+"
    ),
    "ni (loco|loca|muerto|en pedo|de broma) me (mato|muero|suicido|tiro)",
    "que voy a (querer|pensar en) (morirme|matarme|morir|suicidarme)",
    "(quita|quitan|quitar|quitando) la vida a (disgustos|sustos|corajes)",
    "se (me|nos|le) (pego|pega|cayo) (la|el|un|una) (compu|pantalla|celular|telefono|gripa|gripe|tos|comida|arroz)",
    "(hit|hits|hitting) (me|us|him|her) with (a|an|the|another) (drop|test|ua|bill|fine|charge|fee|form|question)",
    (
        r"(hit|struck|butcher|butchered|gutted|skinned|dressed|shot) (a|an|the|our)? ?(deer|pig|hog|cow|goat|elk|"
        r"chicken|moose)(,? [\w']+){0,9},? blood"
    ),
    "so (hungry|hngry|thirsty|tired|bored|cold|hot|full|sleepy) (that )?i could (just )?die",
    (
        r"(jump|jumping) off a (cliff|bridge|building) if (we|i|they|he|she|this|there|my) (\w+ ){0,3}(another|"
        "one more|meeting|assembly|test|email)"
    ),
    "go to sleep and wake up (when|in|after|rich|skinny|at)",
    "the pills are gone i flushed",
    "(one more|another) assembly",
    "like to (have )?(die|died) when",
    (
        "(tired|sick|weary|exhausted) of living (like this|this way|a lie|paycheck|here|in (fear|this|a|my)|with "
        r"(my|him|her|roommates|pain|this))( (i|and i|but i) want( \w+){0,3}( help| change| better))?"
    ),
    (
        "(cant|dont want to|do not want to|tired of|no longer want to) (go on|keep|continue|keep on|live|be) "
        "(paying|drinking|using|lying|smoking|hiding|living a lie|waiting|relapsing|spending|doing drugs|with "
        "(my|him|her|roommates)|like (my|him|her|them|a)|drunk|high|sick|hungover|dependent|chained|sober alone)"
    ),
    (
        "dont want to (live with|live in|live at|be here (all (day|night|week)|too (long|early|late)|more than)|"
        "be here if|be like|be that|be the)"
    ),
    (
        "whats the (point|use) of (an?|the|my|insurance|having|being in|two|more|this) (assessment|evaluation|"
        "insurance|intake|program|screening|questions?|form|chat|if|visit|family|group)"
    ),
    (
        r"(no way out|no way) (of|around|to get off|to miss) (\w+ ){0,2}(work|thursdays?|mondays?|class|jury|"
        "probation|it on|court)"
    ),
    r"nothing matters more( \w+){0,4}",
    (
        "(no|any|one) (good )?(reason|point) (to|in) (choose|choosing|lying|lie|call|wait|waiting|arguing|drive|"
        "pick|take|stay in (inpatient|town|detox|rehab))"
    ),
    (
        "(said|say|saying) goodbye to (my )?(old|vodka|beer|drinking|the bottle|alcohol|drugs|heroin|weed|pills|"
        r"daughter she|son he|friends)( \w+)?"
    ),
    "(not|on|to) (a )?burden (on|to) (nobody|anyone|no one)",
    "a burden on nobody",
    (
        "(im|i am) (so )?done (answering|asking|making|talking|waiting|typing|for (today|now|the day|tonight)|"
        r"explaining|filling|here)( \w+)?"
    ),
    "worthless when i",
    "heart (hurts|aches|breaks|goes out) for",
    (
        r"(wont|cant|doesnt|never|isnt) (wake up|get up|waking up|getting up) (\w+ )?(for (work|school|class|"
        "church|meetings)|before|early|in time|until|til|on time|half)"
    ),
    "no (se )?(despierta|levanta) (temprano|para ir|hasta|a tiempo|antes)",
    r"no tiene caso (mentir\w*|preguntar\w*|esperar|llamar|venir|ir)",
    "hopeless about (my (marriage|job|team|finances|credit|custody|case)|the|this)",
    r"standing on (the|a) bridge between( \w+){0,2}",
    "too much on (myself|my plate)",
    "(took|taken|take) (too much|a lot|everything) (on|out|off|from|to|for granted|time)",
    "(before|until) (it|this|drinking|alcohol|the booze) kills me",
    (
        "(going to|gonna|will|could) kill me (someday|one day|eventually|if i (dont|do not|keep) (stop|change|"
        "quit|drinking|using|going))"
    ),
    "(this|it) (all )?to (end|stop) (the (drinking|lying|using|hiding|cravings)|drinking)",
    "want (this|it all|it) to (end|stop) the (drinking|lying|using|hiding|cravings)( i mean)?",
    r"(cansad[oa]|hart[oa]) de vivir asi (y )?(quiero|necesito|ayud\w+)( \w+)?",
    "no quiero (vivir con|vivir en casa|estar aqui (todo|tanto|mas de|si)|ser como|volver a la|perder)",
    (
        "(no|ya no) quiero (seguir|vivir|estar) (tomando|usando|bebiendo|consumiendo|fumando|mintiendo|asi (y "
        r")?quiero (cambiar|ayuda)|drogandome|pagando|borrach\w|crud\w|esperando)"
    ),
    (
        r"(que|no tiene|tiene) caso( tiene)? (la|el|una|mentir\w*|que me|venir|ir|llamar|esperar|pagar|preguntar|"
        "hacer (la|el|esto)) ?(evaluacion|cita|seguro|programa|pregunta)?"
    ),
    r"(perdi|pierdo) la esperanza de que mi \w+",
    "despedirme de (mis amigos|mis compas|el alcohol|la botella|la parranda|mi hija que|mi hijo que|las drogas)",
    r"cuando (ya )?no este (\w+ )?(quien|como|que pasa)( \w+){0,3}",
    "(quiero|necesito) que (esto|todo) se acabe la (tomadera|borrachera|droga|mentira)",
    r"ya (no )?puedo pagar( \w+)?",
    "pienso en la muerte de mi",
    (
        "(hangover|headache|head|migraine|back|feet|foot|knee|knees|legs?|shoulders?|neck|tooth|teeth|stomach|"
        "allergies|heat|cold|weather|traffic|boss|job|work|commute|meetings?|class|homework|exam|finals|bills?|"
        "rent|prices|cravings?|suspense|wait|waiting|boredom|silence|curiosity|shoes|heels|schedule|hours|shift|"
        "kids|diet|mondays?|deadline|deadlines|stress|guilt|secret|jokes?|you|you guys|taxes|gas|cost|copay|"
        "allergy|hunger|eyes|insomnia|period|cramps|side|arm|wifi|phone|laptop|loneliness|nicotine|withdrawal "
        "from coffee|price|paperwork|this|it|that|sinuses|throat|ears?|hip|hips|ankle|wrist|thing|not knowing|"
        "nights|days|drive|divorce|sobriety|boss|landlord|interest|pain) (is |are |was |were |just |really |"
        "absolutely |literally |still |has been |been |always |seriously |kind of |straight up |lowkey |honestly "
        ")*(killing|kills|killed|murdering) (me|us|my (back|feet|head|budget|vibe|mood|wallet|knees|buzz))"
    ),
    (
        "(youre|you are|ur|you|yall|hes|she|he is|she is|that joke|lol) (really |just |literally )?(killing|"
        "kills|killed|slay|slaying) me"
    ),
    "(killing me|kills me) (lol|haha|softly)",
    (
        "(kill|killing|killed) (some |a little |a bit of |the |a few |an |a couple )?(time|hours?|minutes|an "
        "hour|the mood|the vibe|the lights|the engine|two birds|the pain|the buzz|the craving|cravings|the weeds|"
        "the weekend|a six pack|a 6 pack|a pack|a bottle|a fifth|a case|a pint|germs|bacteria|it (on|at|in) the|"
        "it today|the bottle|brain cells|my (buzz|vibe|mood|high|liver|appetite|brain cells|phone|battery|career|"
        "relationship|marriage|plants?|diet|social life|credit|budget|sex drive|dream|dreams))"
    ),
    r"(could|would|id|might|ill) kill (for|to get|to have) (a|an|some|one|that|my|this|the) \w+",
    (
        "(mom|dad|wife|husband|boss|parents|mother|father|she|he|they|girlfriend|sponsor|po|probation officer|"
        "coach|teacher|boyfriend|doctor|judge|grandma|roommate|partner|landlord) (is |are |was )?(so )?(going to|"
        "gonna|will|would|ll|s going to) (actually |literally |absolutely |straight up )?(kill|murder|strangle|"
        "shoot) me (if|when|for|because|lol|haha|once|after|over)"
    ),
    (
        "(mom|dad|wife|boss|parents|mother|daughter|professor|sponsor|coach|teacher|grandma|pops) (is |are )?(so "
        ")?(going to|will) (kill|murder) me"
    ),
    "(dressed|dress|looking|party|partied|lookin|built) to kill",
    (
        "(killer|kill) (headache|hangover|workout|instinct|smile|outfit|deal|view|switch|bill|joy|app|whale|bees|"
        "concert|set|show|buzz|joke|coffee)"
    ),
    "(killed|killing|kill) it (at|on|in|today|out|this|with|lately)?",
    "(buzz|joy|mood|vibe|weed|pain|lady|weeds|bug) ?kill(er|ers)?",
    "if looks could kill",
    "curiosity killed",
    "over my dead body",
    (
        "dead (serious|tired|on my feet|end|ends|wrong|right|weight|asleep|last|set|even|line|lift|lifts|center|"
        "beat|pan|inside lol|to the world|phone|battery|sexy|silent|broke|pool|heat|quiet|honest)"
    ),
    "deadlines?",
    "deadbeat",
    (
        "(phone|battery|car|laptop|wifi|internet|computer|cell|signal|connection|flashlight|truck|engine|app|"
        r"tablet|mouse|vape|controller) (\w+ ){0,2}(died|is dead|is dying|dead|dying|keeps dying|about to die|"
        "went dead|will die|might die|dies)"
    ),
    (
        "(dying|die|dies|died) (of|from|with|out) (laughter|laughing|boredom|embarrassment|curiosity|hunger|"
        "thirst|shame|heat|cuteness|old age|love|down|breath|inside when|inside laughing|natural causes|"
        "happiness|frustration|suspense|cringe|anticipation|jealousy|exhaustion lol|the heat|the cold|being "
        "bored|being embarrassed)"
    ),
    (
        "(was|were|is|are|im|got|so|almost|nearly|literally|about) (so )?(dying|died|dead) (laughing|of laughter|"
        "lol|haha|lmao|over that|at that|rn lol)"
    ),
    (
        "(im|i am|was|were|been|are|just|literally|honestly) (just |all |literally )?dying (for|to) (a|an|some|"
        "know|see|hear|get|try|meet|tell|go|have|eat|find|show|ask|be|start|learn|talk|quit|use|my|that|the|"
        r"watch|play|read|visit|sleep|smoke|drink|come|leave|hang)( \w+)?"
    ),
    (
        "dying to (know|see|hear|get|try|meet|tell|go|have|eat|find|show|ask|be|start|learn|talk|quit|use|watch|"
        "play|read|visit|sleep|smoke|drink|come|leave)"
    ),
    "to die for",
    "die ?hard(s)?",
    "diehard",
    "never say die",
    "do or die",
    "ride or die",
    "live and let die",
    "(im|i) dead (lol|lmao|haha|skull|rn)",
    "(dead|ded) (lol|lmao|skull)",
    "skull",
    "(died|die|dead|dying) (a little )?inside",
    (
        "(embarrassed|embarrassing|mortified|ashamed|cringe|humiliated|awkward|blushing|hungry|thirsty|bored|hot|"
        r"cold|cute|funny|funniest|starving|full|sore|laughed) (\w+ ){0,6}(could have died|wanted to die|almost "
        "died|could die|want to die|about to die|thought id die|nearly died|id die|i died|id have died|ill die|"
        "going to die)"
    ),
    (
        "(wanted to die|could have died|want to die|nearly died|almost died|thought i would die|about died) (of|"
        "from|out of|because i was so|when (everyone|everybody|my (mom|boss|dad|teacher|crush|ex|professor)|the "
        r"whole class|he saw me|she saw|they saw|they laughed|i (tripped|farted|called|sent|realized|fell))) (\w+ "
        "?){0,3}"
    ),
    (
        r"(die|died|dying|dead|death|killed) (\w+ ){0,2}(in|on|at) (the |my |this |that )?(video )?(game|level|"
        "boss fight|match|round|minecraft|fortnite|call of duty|cod|elden ring|zelda|movie|show|episode|book|"
        "season|series|sitcom)"
    ),
    (
        "(scared|bored|tired|worried|sick|starved|embarrassed|stressed|work(ed|ing)?|frozen|freezing|loved|love|"
        "love (him|her|them|you|it)|worked|scare (me|you)|bore (me|you)|frightened|tickled) (half )?to death"
    ),
    "(catch|caught) (my |your )?death",
    (
        "(feel|feeling|felt|look|looked|looks|looking) like (death|death warmed over|the walking dead|a corpse|a "
        "zombie|death today)"
    ),
    (
        "(matter of|like|worse than|kiss of|certain|sudden|till|until|til|black|near) (life and )?death( do us "
        "part| metal| valley| star)?"
    ),
    (
        "death (metal|row|valley|star|grip|bed|in the family|certificate|stare|by (chocolate|powerpoint|"
        "spreadsheet|paperwork|meeting|meetings))"
    ),
    (
        "shoot (me )?(an?|the|some|him an|her an|you an|over an|over|some) (email|text|message|hoops|pool|breeze|"
        "line|shit|note|e mail|dm|pic|video|star|call|hoop|basketball|baskets|the shit|me the)"
    ),
    r"shoot (me|him|her|them|you|us) (an?|the|your|some|my|over|back) \w+",
    "(just |someone |somebody )?shoot me (now )?(lol|haha)",
    (
        "(shot|shoot|shooting|shots) (in the (foot|dark)|of (whiskey|tequila|vodka|espresso|jager|fireball|jack|"
        "rum|insulin|vivitrol|liquor|bourbon|b12)|down my|hoops|pool|for the|a movie|video|photos?|pictures|guns "
        "at the range|craps|dice|star|stars|clays?|skeet|at the range|some hoops|the puck)"
    ),
    "(shot|shooting|shoot) (myself|yourself|himself|herself|themselves) in the foot",
    "(flu|vivitrol|covid|allergy|sublocade|b12|tetanus|booster|steroid|cortisone|depo|testosterone) shots?",
    (
        "(give|gave|take|taking|worth|best|long|giving|took) (it |this |me |a |my |another |one more |sobriety |"
        "rehab |treatment )*shot( at)?"
    ),
    "(sex|bath|love|cherry|photo|school|truth|the|da|straight) bombs?",
    "(bombed|bomb) (the |my |that |an |on )?(test|interview|exam|quiz|date|audition|final|presentation|speech)",
    "(its|thats|was|food is|so|this is) (the )?bomb",
    (
        "(hang|hanging|hung) (in there|out|up|on a|on for|with|around|over|on to|tight|onto|back|my (coat|hat|"
        "clothes|head low)|a picture|the picture|pictures|drywall|by a thread|low|loose|myself out to dry|"
        "sheetrock)"
    ),
    (
        "(hit|hitting) (the|a|me|my|rock) (gym|bong|wall|road|vape|sack|hay|pen|blunt|joint|up|back up|spot|"
        "bottom|limit|books|store|bar|weights|showers?|jackpot|brakes|gas|ground|nail|pipe|dab|deck|streets)"
    ),
    "hits? (me )?(different|hard|home|the spot)",
    "(hit|hits) (me|him|her) (up|that|how)",
    "(beat|beating|beats) (myself|yourself|himself|herself) up",
    "(beat|beating) (this|addiction|cancer|the|my addiction|it|traffic|the odds|the heat|the rush|my record)",
    (
        "(beats|beat|hit|hits|hurts|hurt|attacks?|kick(s|ed)?) me (at|in) (chess|cards|pool|ping pong|the (race|"
        "game|feels|standings|score|head|gut)|madden|fifa|every game|basketball|tennis|poker|arm wrestling|video "
        "games|monopoly|checkers|2k|darts|dominoes|scrabble)"
    ),
    "(hits|hurts|beats|kills|gets) me (how|that|when i think|right in the)",
    r"(punch|punched|kick|kicked|slap) (\w+ )?(in the (gut|teeth|feels)|drunk)",
    "kick (it|this|that|the|my|him out|her out|me out|butt|ass|back)",
    (
        "(cut|cutting|cuts) (myself|himself|herself|yourself) (some slack|off|a break|shaving|while shaving|"
        r"(while |when )?(cooking|chopping|slicing|on (a|the)( \w+)? (can|glass|paper|knife|fence|nail|tin)|"
        "making|doing dishes|off from|loose|short|at work|in the kitchen|opening|trimming|by accident|"
        "accidentally))"
    ),
    r"(accidentally|by accident) (cut|burned|burnt|hurt|nicked) (myself|my \w+)",
    (
        r"(burned|burnt|burn|hurt|cut|injured|burning|hurting) (myself|my (\w+ )?(hand|finger|arm|back|leg|thumb|"
        r"mouth|tongue|knee|shoulder)) (while |when |at (work|the gym|practice)|on (the|a)( \w+)? (fryer|grill|"
        "stove|oven|pan|job|iron|coffee|grill|paper|can|knife)|cooking|lifting|working|playing|by accident|"
        "accidentally|falling|skating|running|moving|making|baking|welding|shaving)"
    ),
    (
        "(cut|cutting) (my |his |her |the |their |back|down|out|off|class|corners|ties|carbs|weight|grass|hair|"
        "coke|the grass)+(hair|losses|hours|drinking|grass|use|pay|dose|cord|intake|nails|bangs|spending|carbs|"
        "smoking|coffee|sugar|budget|finger on|meds|medication|in half|bit|crap|teeth|toast)?"
    ),
    (
        "(drown|drowning|drowned) (myself )?(in|my|out) (work|debt|paperwork|bills|homework|emails?|laundry|"
        "sorrows?|it all|feelings|responsibilities|school|coffee|my (sorrows?|feelings|pain|problems|stress)|"
        "noise|the noise|alcohol|booze|whiskey|vodka|wine|tequila|rum|beer|liquor|stress|medical bills|student "
        "loans|grief)"
    ),
    "(buried|drowning|swamped) (in|under) (debt|work|bills|paperwork|homework)",
    (
        "(kill|killing|killed|murdered|murder) (myself|yourself|himself|herself) (at (the gym|work|my job)|"
        "working|studying|in the gym|trying to|to (make ends|make rent|pay|get (there|this|here|it)|finish|"
        r"please|meet|lose|pass|impress|keep up|provide)|over (this|a|the)( \w+)? (paper|project|assignment|"
        "report|test|exam|spreadsheet|essay|recipe|job)|with overtime|for (this|that) (job|company|paycheck|boss|"
        "test|exam|class)|doing overtime|with work|at school|on the treadmill|laughing)"
    ),
    r"(laughing|laughed|laugh)( \w+){0,3} (dying|died|dead|to death|kill)",
    (
        "(jump|jumping|jumped) (off|on|in|at|from|for|through|to|around|out) (the |a )?(couch|call|zoom|"
        "bandwagon|wagon|line|chance|opportunity|ship|deep end|diving board|dock|trampoline|topic|conclusions|"
        "joy|shower|hoops|bed|subject|phone|meeting|right in)"
    ),
    "(end|ending|ended) it (with|all with|between|for good with) (him|her|my|them|us|the)",
    (
        "(end|ending|ended) (my|the) (lease|relationship|marriage|contract|shift|engagement|subscription|"
        "membership|drinking|friendship|addiction|call|chat|conversation|day|week|night|session|semester|life "
        "sentence)"
    ),
    (
        "(end|ending|put an end to) (this|my|the|it) (addiction|drinking|using|cycle|drug use|habit|chat|"
        "conversation|call|session)"
    ),
    "end(ing)? (of )?(my )?(life|lives|the) (as a (drinker|smoker|user)|care|insurance|stage|sentence)",
    "take my life (back|in a|seriously|to the next|one day|into my own|in hand)",
    (
        "(taking|take|took|get|getting) (my|your|his|her) (own )?life (back|in|seriously|to|together|into|on "
        "track|for granted)"
    ),
    (
        r"(turn|change|changing|fix|start|lose|saved?|saving|ruin\w*|ruining|rebuild\w*|get|my|risk) my (whole "
        ")?life (around|back|together|over|for|is|was|in order|on track)"
    ),
    "(kick|kicked) the bucket( list)?",
    "bucket list",
    (
        "pull(ing|ed)? the (trigger|plug) (on (a|the|my|this|buying|booking|signing|going|rehab|treatment|"
        "getting|it)|and (sign|book|buy|go|call|enroll|quit))"
    ),
    "bite the bullet",
    "(stab|stabbing|stabbed) (in the (back|dark)|at it|at (this|sobriety|recovery))",
    r"(backstab\w*)",
    (
        r"(murder|murdered|murdering) (mystery|podcast|podcasts|show|shows|documentar\w+|hornet|that (test|burger|"
        "pizza|song)|a (burger|pizza|steak|sandwich))"
    ),
    r"(true crime|murder) \w+",
    "(bloody|murdered|kill) mary",
    (
        "(suicide|kamikaze) (squad|wings|soda|doors?|blonde|bunny|boys|sprints?|runs?|squeeze|burger|hot wings|"
        "shots?|king|hill|lane|slide)"
    ),
    "(did|do|doing|ran|run|coach made us (do|run)) suicides",
    "(social|career|political|financial|professional|academic|commercial) suicide",
    "(drop|dropped|droppin|drops) dead (gorgeous|beautiful|fred)",
    "(beat|beating) a dead horse",
    "(play|playing|played) dead",
    (
        "(walking|grateful|evil|red|left 4|left for|shaun of the|day of the|wake the|raise the|leave for) dead( "
        "redemption)?"
    ),
    (
        "(dead|dying) (sea|pool|ringer|lift|lock|bolt|stop|leg|language|plant|plants|grass|tree|air|zone|wood|"
        "light|industry|art|trend)"
    ),
    (
        r"(plants?|fish|goldfish|flowers?|garden|lawn|grass|hamster|houseplants?|battery|tree|cactus) (\w+ "
        "){0,3}(dying|died|dead|die|dies)"
    ),
    (
        r"(overdosed?|od|oding|overdosing|ods) (on|of) (\w+ )?(coffee|caffeine lol|chocolate|sugar|candy|netflix|"
        "tv|cute|cuteness|pizza|carbs|tacos|turkey|christmas|memes|work|zoom|cookies|info|information|reality tv|"
        r"nostalgia|vitamin c|guac\w*|hallmark|cake|sushi|spicy|pie|ice cream|social media|tiktok|news|bread|"
        "cheese|ramen|boba|salsa)"
    ),
    "(sugar|caffeine|information|cuteness|carb|coffee|chocolate|cheese|nostalgia) (overdose|overload|od)",
    (
        "(shoot|blow|blew|blowing|blown|blows) my (mind|money|nose|paycheck|cover|hair|whole check|rent|savings|"
        "chance|cash|budget|top|diet)"
    ),
    "(blew|blow|blown) (up|it|off|away|out)( my phone| my knee| a tire)?",
    (
        "(burn|burning|burned) (out|bridges?|calories|rubber|through|cds?|a hole|candles?|incense|fat|the candle|"
        "sage|toast|dinner|the midnight|that bridge|my (toast|tongue|dinner|mouth))"
    ),
    (
        r"(crash|crashed|crashing) (on|at) (my|a|his|her|their|the) (\w+ )?(couch|place|house|diet|course|party|"
        "apartment|floor)"
    ),
    "(crash|crashing|crashed) (from|after|out|hard|early|at)",
    "(disappear|vanish)(ed|s|ing)? (on|from) (my|me|work|social media|the|facebook)",
    (
        "(giving|gave|give|given) (away|up) (free|samples|tickets|coupons|(my )?(baby clothes|old baby|hand me "
        "downs)|(drinking|smoking|alcohol|booze|weed|drugs|sugar|coffee|meat|pot|cigarettes|soda|pills|heroin|"
        "meth|coke|my car|control|beer|wine|vaping|carbs|liquor|opioids|benzos|vodka))"
    ),
    (
        "(done|finished|through) with (drinking|drugs|alcohol|using|this (life|lifestyle) of (drinking|drugs|"
        "using)|weed|pills|meth|coke|heroin|that life|booze|partying|work|school|my shift|class|homework|dishes|"
        "probation|rehab|detox|the program|iop|smoking|cigarettes|him|her|that relationship|dating|men|women|"
        "winter|it for the day|beer)"
    ),
    (
        "(tired|sick|done|exhausted) (of|with|from) (being (sick and tired|sick|hungover|tired|broke|drunk|high|"
        r"an? \w+|single|late|cold|alone at lunch)|drinking|using|waking up (hungover|sick|hung over|with)|(my |"
        "this )?(job|work|boss|commute|weather|rain|traffic|ads|spam|popups|drama|politics|emails|meetings|"
        "questions|these questions|waiting on hold|being on hold|winter|heat)|the (rain|heat|cold|snow|drama|ads|"
        "news|traffic|weather|questions)|everything (being|costing|about work)|all (these|the) questions|work|"
        "school|homework|cooking|dieting|working|pills|weed|alcohol|meth|the bottle|booze|the needle|chasing|"
        "running|hiding it|lying|beer|the same old|the hangovers?|hangovers?)"
    ),
    (
        r"(cant|cannot) (do|take|stand|handle|deal with|go on|keep doing) (\w+ )?(math|mornings|meetings|mondays?|"
        "tuesdays?|wednesdays?|thursdays?|fridays?|weekends?|mornings|afternoons?|evenings?|nights|video|zoom|"
        "early|this (job|commute|weather|heat|cold|traffic|class|form|app|website|quiz|chat|noise|boss|meeting|"
        "music|song|homework|time slot)|spicy|dairy|gluten|needles|group|the (heat|cold|noise|smell|traffic|"
        r"commute|weather|morning)|day(time)?|long|vacation|at (\d|noon|that time)|before|after \d|\d)"
    ),
    (
        "whats the (point|use) (of (this (question|form|chat|app|quiz|test|bot|survey|website)|asking|these "
        "questions|the (questions?|assessment|screening|interview|group|meetings|form|app|test|family)|group|a "
        r"(\w+ )?(sponsor|assessment|therapist|screening)|aa|na|detox|iop|outpatient|paying|insurance|you asking|"
        "12|twelve|meetings|therapy if|all these questions)|in (asking|this (question|form|chat))|you are "
        "(making|trying))"
    ),
    (
        r"(no|any|see the|the|dont see the|get the) point (of|in|to) (\w+ )?(this (question|form|chat|quiz|bot|"
        "app|survey)|asking|these questions|group|meetings|arguing|aa|lying|insurance|calling|waiting|the "
        "questions?)"
    ),
    (
        r"no hope (for|of) (the|my|this|that|a|our) (\w+ )?(team|cowboys|jets|season|lions|bears|browns|raise|"
        "parking|mets|seat|refund|raiders|knicks|giants|dolphins|chargers|panthers|lottery|game)"
    ),
    (
        "(im|its|feel) hopeless (at|with) (math|directions|cooking|computers|technology|names|dates|sports|"
        "phones|this app|tech|money)"
    ),
    r"worthless (\w+ )?(phone|app|wifi|insurance|coupon|team|car|advice|piece|bot|website)",
    "(had|have|having|dark|intrusive) (dark )?thoughts (on|about) (the|this|your|that|it|your (program|price))",
    "second thoughts",
    "(dark|bad) (humor|chocolate|roast|web|beer|place in (the|a) (movie|book|show))",
    "(fit|fits|fitting) (in|me|my|into|better|well|best|right|of laughter|of giggles|of rage)",
    (
        "(heart attack|stroke|fit|seizure) (when (i|she|he|they|my) (saw|heard|found|opened|looked|got the|finds|"
        "sees|see|finds out|hears)|over (the|this|my|that)|from (the jump|the price|seeing|that)|lol|burger|on a "
        "plate|of (luck|genius|midnight|laughter))"
    ),
    "(almost|nearly|about) (had|have|gave me|gives me|died of) (a )?(heart attack|stroke|fit)",
    "(gave|give|gives|giving|scared) me (a )?(heart attack|stroke)",
    "(stroke) of (luck|genius|midnight|insight)",
    "(poison|poisonous) (ivy|oak|control|the band|well|ring|apple|pill lol)",
    "(pick|choose|name|favorite|drug|my|choice of|of) (your |my )?poison( of choice| is)?",
    "(food|blood) poisoning (last|once|years|in|from (sushi|chicken|tacos|a|that|the))",
    "(toxic|poison) (workplace|masculinity|relationship|positivity|friends?)",
    (
        "(choke|choking|choked) (up|on (my|the) (coffee|water|words|food|drink|popcorn|big game|game|pressure|"
        "steak)|under pressure|in the (finals|game|interview))"
    ),
    "(breathe|breathing) (down my neck|easier|room|exercises?|easy|a sigh|techniques?|a word)",
    (
        r"(cant|couldnt|could not) (\w+ )?(breathe|breath) (laughing|through (my|one) nose|lol|from laughing|i "
        "was laughing|because i was laughing)"
    ),
    "(laughing|laughed) (so hard |so much |until )*(i )?(couldnt|cant) breathe",
    "(save|saved|saves|saving) my life",
    "(cant|couldnt) live without (my |a )?(coffee|phone|wifi|music|caffeine|netflix|it|chocolate|you)",
    "(over|half|scared|starved) (me )?to death",
    (
        r"(i|we|he|she|they|just) (hit|ran over|killed|shot|hunted) (a |an |the |my first )?(\w+ )?(deer|squirrel|"
        "bird|spider|roach|raccoon|pothole|curb|buck|elk|turkey|possum|bug|mosquito|snake|rat|mouse|bull ?s ?eye|"
        "home run|dog with)"
    ),
    (
        r"(shoot|shooting|shot|shooter|kill|killed) (\w+ )?(deer|hoops|pool|a movie|a commercial|a music video|a "
        "scene|zombies|zombie|bad guys|aliens|dragon|bosses|enemies)"
    ),
    "(drink|drank|drinking|drunk) (like a fish|responsibly|poison lol)",
    "(til|till|until|the day) (i|we) (die|drop|am dead)",
    "(clean|sober|fan|friends?|cowboys|eagles|raider|raiders|loyal) (till|til|until) (i|we) die",
    "(pain|panic|anxiety) in the (neck|ass|butt)",
    "rope me (into|in)",
    "(learn|know|learning|show me|teach me|jump|on) (the )?ropes?",
    r"(end of my rope) with (the|this|that|my|insurance)( \w+)?",
    "(bridge|edge) (the gap|to|loan|card|off|of my seat)",
    "(burn|burned|cross) (that|bridges|the) bridge",
    "(take|taking|take it|get|took) the edge off",
    "on edge",
    "(off|on) the (wagon|rails|hook|deep end|bridge (pose|game))",
    "(cut|cutting) (it|that) (out|close)",
    "(razor|knife) (bumps?|burn|sharp|scooter|fish)",
    (
        r"(kill|shoot|beat|hit|murder|choke|strangle|smack|slap|punch) (this|that|the|your|a|my) (\w+ )?(copier|"
        "printer|app|bot|alarm|alarm clock|computer|phone|laptop|spreadsheet|lights?|music|snooze|messenger|"
        "breeze|shit|button|crap|weeds|rooster|mosquito|internet|engine|mood|game|level)"
    ),
    (
        "(taylor|song|lyrics?|album|band|movie|film|book|novel|show|episode|series|podcast|documentary|play|poem|"
        r"game) (\w+ ){0,2}(called|named|titled|about) [^\n]*"
    ),
    "(going|came|coming) in for the kill",
    "kill ?(switch|joy|shot|bill|room|rock)",
    "(killer|deadly) (bees|whale|instinct|serious|combo|nightshade|smile|sins)",
    r"(living|live|life) (\w+ )?(is |was )?(to die|worth living again)",
    "(life is|lifes|its) worth living( again)?",
    "(bullet|silver|magic) (proof|points?|journal|bullet|train)",
    "dodged a bullet",
    (
        "(top|big|smoking|nail|glue|heat|finger|young|hired|staple|caulk|spray|radar|water|squirt|nerf|paintball|"
        "massage|tattoo|bb) guns?"
    ),
    "(jump|jumped) the gun",
    "under the gun",
    "stick to my guns",
    (
        r"(gun|bullet) (to|at) (my|your|his|her) head (id|i would|i d|id have to|i|and i)( \w+){0,3} (say|pick|"
        "choose|choosing|guess|still|couldnt)"
    ),
    "(as if|like|if) (someone|you|they|somebody) (put|held|had|were holding|puts) a gun to my head",
    "(seizure|seizures) (salad|meds|medication|medicine|dog|disorder under control|free)",
    "(emotional|mental|panic|legal|asset|property|police|drug) seizure",
    "(seize|seized|seizing) (the day|the moment|up)",
    (
        "(suicide|crisis|988|prevention) (hotline|line|prevention|number|lifeline|counselor|awareness|survivor|"
        "survivors|loss|bereavement|training|hotlines|helpline|text line|center|month|walk)"
    ),
    (
        r"(lost|losing|died|passed|passing|death) (\w+ ){0,5}(to|by|from|of|in) (a |an )?(suicide|overdose|"
        "overdoses|od|fentanyl|fent)( .*)?"
    ),
    "(kill|killing|shoot|shooting) (two birds|a (man|few)|the messenger)",
    "(hold|holding|held) (a )?(gun|knife) (license|permit|show|range|collection)",
    "(hes|shes|he is|she is|they are|is|are) (to die for|drop dead|killing it|the bomb|on fire|dead to me)",
    "dead to me",
    (
        "(wish i was|wish i were) (dead lol|dead haha|dead (right )?now lol|there|you|rich|taller|skinny|sober|"
        "home|younger|asleep|in bed|on vacation|kidding|joking|born (rich|in))"
    ),
    (
        "(blacked|blacking|black|passed|pass|passing) out (drunk|on the couch|last (night|week|weekend)|from "
        r"drinking|every|after work|early|in my bed|asleep|at (home|\d)|most|when i drink|some|often|sometimes|on "
        r"weekends|the other|at parties|watching|before \d|flyers|candy|papers)"
    ),
    (
        "(drink|drinking|drank|using|smoking|vaping|work|working|job|stress|booze|alcohol|cigarettes|sugar) (is |"
        "are |was )?(slowly )?(killing|kills|going to kill|will kill) (me|him|her|my)( liver| body| health| "
        "marriage| family| career| slowly)?"
    ),
    r"knock(ed|ing)? (\w+ )?dead",
    "(knock|knocked|knocking) (me |him |her |em |them )?(out|dead|over|up|on|off|back)( of the park)?",
    "(no|not) (dead|dying) yet",
    "(still|not) (alive|dead) and kicking",
    "what doesnt kill (you|me|us)( .*)?",
    "(live|living) (on|for) the edge",
    "(attack|attacks) (ads|on titan|helicopter|the day|the problem|my (homework|chores|to do))",
    "(attacks|attack|attacked) me (with (hugs|kisses|questions|licks)|lol)",
    (
        r"(panic|anxiety|asthma|snack|bug|shark) attacks?( \w+)? (sometimes|last|once|in the past|years|when i|"
        "every|are|is|under|before|at (work|school|night)|disorder|used)"
    ),
    "(hot|chocolate|warm|burning) (mess|lava)",
    (
        "heart(s)? (is |was |are )?(racing|pounding|beating) (a little |when (i|he|she)|with|for|because im "
        r"(nervous|excited))( \w+)?"
    ),
    "(broke|broken|break|breaks|breaking) my heart",
    (
        r"(heart|chest) (\w+ )?(burn|broken|broke|melted|breaks|tattoo|x ray|freezer|of drawers|hair|day|workout|"
        "press|full|healed|is in (it|this)|to heart)"
    ),
    (
        "(me )?(estoy |estaba |andaba |ando )?(muero|muriendo|muriendome|morir|muera|moria|morirme|morirse|"
        "moriamos|morimos|mori|muero yo|me mori|muertos?|muertas?) (de|del|por (un|una|ver|verte|saber|probar|"
        "comer|ir|conocer|tener)) (la )?(risa|risas|hambre|sueno|frio|calor|sed|verguenza|pena|ganas|"
        "aburrimiento|amor|ternura|curiosidad|emocion|envidia|nervios|cansancio|susto|coraje|la risa|la pena|la "
        "verguenza|celos|cafe|cerveza|cigarro|cigarrillo|trago|taco|tacos|verlo|comer|felicidad|flojera|antojo|"
        "impaciencia|gusto|nostalgia|alegria|saber)?"
    ),
    (
        "(cabeza|cruda|resaca|espalda|trabajo|jefe|jefa|calor|trafico|rodilla|rodillas|estres|hambre|sueno|"
        "aburrimiento|curiosidad|dolor de cabeza|dolor de muela|muela|tarea|escuela|gripa|guayabo|chuchaqui|cuda|"
        "raton|migrana|pies|tacones|zapatos|renta|precios|examenes|deudas|esto|eso|ansia|antojo|impaciencia|"
        r"horario|frio|lunes|clases|duda|tos|cuello|estomago|panza|nostalgia) (\w+ ){0,3}(me|nos) (esta |estan |"
        "tiene |trae |va a |van a |esta a |ya )*(mata|matan|matando|matar|muriendo|muerto|muerta|acabando)( .*)?"
    ),
    (
        "me (mata|matan|esta matando|estan matando|tiene muerto|tiene muerta|trae muert[oa]|va a matar|van a "
        r"matar) (el|la|los|las|mi|tu|este|esta|un|de|con) (\w+ ){0,2}(cruda|resaca|cabeza|espalda|jefe|jefa|"
        "trabajo|calor|trafico|risa|hambre|curiosidad|sueno|estres|ternura|ganas|rodilla|dolor|aburrimiento|"
        "tarea|guayabo|chuchaqui|raton|frio|muela|pies|zapatos|clases|examenes|precios|deudas|dudas|antojo|"
        "ansias|nervios|amor|horario|tos|mama si|papa si|vecinos con)( .*)?"
    ),
    (
        "(mi|la) (viejo|mai|pai|apa|ama|mama|papa|mujer|esposa|jefa|jefe|esposo|vieja|novia|madre|padre|jefita|"
        r"suegra|maestra|abuela|patrona|marido|novio) (\w+ )?me (va a matar|mata|matara|iba a matar|quiere matar|"
        "va a colgar) (si|cuando|por|porque|jaja|jajaja|lol|en cuanto|el dia)( .*)?"
    ),
    (
        "(matar|matando|mato|matamos|mate|matarme|mata) (el|un|al|las|mi|a) (tiempo|rato|hambre|aburrimiento|"
        "gusanillo|antojo|ansias|tiempos|sed|cucarachas?|mosquitos?|moscas?|ratas?|arana|aranas|trabajar|"
        "trabajando|estudiar|pasiones|nervios|curiosidad)( .*)?"
    ),
    (
        "(me mato|me ando matando|matandome|matarme|me estoy matando|me mate|se mata) (trabajando|estudiando|en "
        "el (trabajo|gym|gimnasio)|por (mis hijos|mi familia|sacar|pagar|pasar|terminar)|de la risa|de risa|a "
        r"trabajar|a estudiar|haciendo (ejercicio|tarea)|trabaj\w+|todo el dia)( .*)?"
    ),
    (
        r"(muert[oa]s?|rendid[oa]) (de|del) (\w+ )?(cansancio|sueno|hambre|risa|miedo|frio|calor|sed|verguenza|"
        r"pena|cansad\w|aburrimiento|trabajo|jale)?"
    ),
    (
        "(dia|dias|ofrenda|altar|pan|hora|hojas?|punto|tiempo|mosca|naturaleza|horas|peso|angulo) (de |de los |"
        "al |a los |en )?(muertos?|muertas?)"
    ),
    (
        "(celular|telefono|bateria|carro|cel|internet|pila|planta|plantas|pez|compu|laptop|wifi|coche|senal|tele|"
        r"motor|matas) (\w+ ){0,2}(murio|muerto|muerta|muriendo|se muere|murieron|se va a morir|se me murio|"
        "murieron)"
    ),
    "(vale|valio|vales|valen|hasta|para|con|sobre mi) (madres?|la muerte nos separe|cadaver)",
    (
        "(casi|por poco|casi casi) (me )?(da|dio|me da|me dio|muero|me muero|me mato) (un |de )?(infarto|ataque|"
        "paro|algo|susto|verguenza|risa)( .*)?"
    ),
    "(infarto|ataque|paro) (al ver|cuando (vi|me|supe|llego)|de (risa|nervios|panico|ansiedad|tos|hambre))( .*)?",
    "(a muerte|de mala muerte|pena de muerte|la muerte de|santa muerte|de vida o muerte|muerte natural)( .*)?",
    (
        "(me|le|nos|te) (late|laten|pega|pego|pega mucho|pega bien|pegan) (el sol|la (cruda|resaca|gripa|"
        "nostalgia|tristeza|musica|gripe|calor|droga|cerveza|mota)|bien|mal|duro|el calor|mucho|mas|fuerte|"
        "bonito|gacho|un virus|la onda|gripa|covid|hambre|bajon|bajoneo|antojo)( .*)?"
    ),
    "(que|como|donde|cuanto|cuando|quien|me) (te |les |le )?pega( .*)? (la|el) (cruda|resaca|calor|cerveza)",
    (
        "(suicidio|linea|prevencion|telefono|numero) (social|politico|profesional|de (prevencion|ayuda|crisis|la "
        r"vida|suicidio|emergencia|emergencias)|988|del suicidio|para (el suicidio|suicid\w+))( .*)?"
    ),
    (
        r"(se (mato|suicido|quito la vida|ahorco|colgo|murio)|murio de|fallecio (de|por)|perdi a \w+ \w+ por) "
        r"(\w+ ){0,4}(sobredosis|hace|en|el ano|suicidio|cuando|anos|fentanilo)( .*)?"
    ),
    (
        "(sobredosis) de (cafe|chocolate|azucar|series|tacos|netflix|tamales|trabajo|amor|ternura|dulces|pan|"
        "noticias|memes|tele|cafeina|informacion|musica)"
    ),
    (
        "(no puedo|no aguanto|no soporto|ya no aguanto) (mas )?(los (lunes|martes|miercoles|jueves|viernes|"
        "zapatos|pies|sabados|domingos)|el (lunes|martes|miercoles|jueves|viernes|calor|frio|trafico|ruido|"
        "trabajo|sabado|domingo|jefe|horario|sueno|picante)|la (cruda|cola|tarea|escuela|fila|comida|espera|"
        "manana|tarde|cabeza|risa|resaca|musica)|en la (manana|tarde|noche)|por la (manana|tarde|noche)|a esa "
        r"hora|ese dia|temprano|manana|esta semana|tomar (leche|cafe)|a las \w+|las ganas de (comer|ir|verte|"
        "reir)|mi jefe|a mi (jefe|suegra|vecino)|antes|despues|entrar|abrir|leer|tanto (calor|frio|trafico|"
        "anuncio))( .*)?"
    ),
    "(de la manera|de|lo) que te mata",
    (
        "(tiro|tirar|pegar|pegarme|echar|dar|darme|un) (la toalla al|una siesta|un bano|la hueva|un tiro de|la "
        "flojera|un brinco|una vuelta|una echada|un grito|un tiro libre|penal|al blanco)"
    ),
    (
        "(brincar|saltar|tirarme|aventarme|lanzarme) (de alegria|de gusto|la cuerda|a la alberca|a la piscina|en "
        "la cama|al agua|un clavado|el clavado|de paracaidas|en paracaidas|del bungee|a dormir|de emocion)( .*)?"
    ),
    (
        r"(cort\w+|me cort\w+) (el pelo|el cabello|las unas|la barba|con (el|ella|mi (novi\w+|ex))|el pasto|la "
        "luz|el agua|la llamada|el dedo (cocinando|con la lata|picando|por accidente)|(picando|pelando|cocinando|"
        "rasurandome|afeitandome|haciendo)|sin querer|por accidente|la llamada|el azucar|los carbohidratos)( .*)?"
    ),
    r"(sin querer|por accidente) (me )?(cort\w+|quem\w+|golpe\w+|peg\w+)( .*)?",
    (
        r"me (queme|golpee|pegue|lastime) (\w+ ){0,4}(con (la (plancha|estufa|comal|puerta|mesa|olla|cama)|el "
        "(horno|cafe|comal|aceite|sarten|sol))|cocinando|en el (trabajo|gym|gimnasio|partido|futbol)|jugando|"
        "trabajando|corriendo|sin querer|la (espalda|rodilla|cabeza) (en|trabajando|jugando|cargando))( .*)?"
    ),
    "me pega(n|s)? (en (el (juego|ajedrez|fifa|futbol|play))|siempre en|de risa)( .*)?",
    (
        r"(que|cual) (caso|sentido) tiene (esta pregunta|este (chat|cuestionario|formulario)|preguntar\w*|tanta "
        "pregunta|contestar|la pregunta|estas preguntas|este test|el cuestionario|hacer tantas)( .*)?"
    ),
    r"(matan?|mate|matar) (por|daria) (un|una|unos|unas) \w+",
    r"(mataria|moriria) (por|por un|por una) \w+( \w+)?",
    (
        "(hast[ao]|cansad[oa]|hart[oa]) (ya )?(de|del) (la cruda|las crudas|tomar|beber|el alcohol|alcohol|mi "
        "(jefe|trabajo|vecino|suegra)|trafico|trabajo|calor|frio|esta (lluvia|pregunta|escuela)|tantas preguntas|"
        "las drogas|la droga|consumir|estar (crud[oa]|borrach[oa])|fumar|usar|las fiestas|la peda|hacer fila|la "
        "fila|esperar|estas preguntas|la tarea|la escuela|los anuncios|que me (llamen|marquen))( .*)?"
    ),
)


_IDIOM = Pattern("passive_ideation", "check_in", PHRASES)


@functools.cache
def _expression() -> re.Pattern[str]:
    return _IDIOM.expression


def without_idioms(text: str) -> str:
    """The normalised text with each idiom replaced by a neutral word, so that nothing joins across the hole."""
    return _expression().sub("idiomatically", text)
