"""Wanting, planning or starting to end one's life; and quieter words that point there."""

from bot.safety.patterns.phrases import Pattern

ENGLISH = (
    Pattern(
        "suicide_intent",
        "card",
        (
            "{kill} myself",
            "take myself out( of this world)?",
            "(end|ending|take|taking) my (own )?(life|existence)",
            "{want} .. (end|ending) (it all|everything|my life|this life|it)( {soon})?",
            "(end|ending) it all",
            "end(ing)? it {soon}",
            "commit(ting)? suicide",
            "(attempt|attempting) suicide( {soon})",
            (
                "(think|thinking|thoughts|considering|contemplating|planning|plan|plans|fantasizing|ideas|urge|"
                "urges|researching|googling|looking up) .. (of |about |for |on )?(my |my own )?suicide"
            ),
            "suicide (plan|is the only|is my only|is the answer|seems|feels|looks)",
            (
                "(im|i|feel|feeling|been|getting|still|being|really|so|actively|im feeling|very|bit|little|kinda|"
                "pretty) (suicidal|sucidal)"
            ),
            "suicidal (thoughts?|ideation|ideations|urges?|feelings?|again|right now|tonight|and|today|now)",
            (
                "(want|wanna|wants|wish|going|ready|need|trying|planning|decided|prefer|about|longing|begging|"
                "praying|hoping|choose|try|plan|rather|just|time|urge) to (just |really |fucking |actually |"
                "literally )?die"
            ),
            "(really|just|only|so bad|truly|seriously|actually|legit) want to (die|be dead)",
            "want to be dead",
            "(im|am|im just|was) better off dead",
            "(dont|no longer|never) (really |even |actually )?(want|wish) to (live|be alive|exist|be living)",
            "(dont|no longer) want (to live|to be alive|my life)",
            "(refuse|refusing) to live",
            "(tonight|today|tomorrow|now) (is|will be) (the (night|day)|my last|the end|when i die)",
            "(im|i) .. (die|dying|end it|ending it|ending things) tonight",
            (
                "(im|i) (going to|will|ill) .. (end it|end things|jump|do it tonight|be dead|be gone) .. "
                "(tonight|today|tomorrow|by morning|by tomorrow|in the morning|now|soon)"
            ),
            (
                "(wont|will not|not going to|dont plan to|dont expect to|not planning to) (be|make it|live) .. "
                "(here|alive|around|through the night|to see) .. (tomorrow|in the morning|the morning|tonight|"
                "next week|by tomorrow|when you|monday|the weekend|sunrise)"
            ),
            "(wont|not going to) be alive",
            (
                "(wrote|writing|written|left|leaving|finished|made|recorded|typed|sent) ... (suicide|goodbye|"
                "good bye|farewell|goodbyes) (note|notes|letter|letters|text|texts|video|videos|messages?)"
            ),
            "(my|a) suicide (note|letter)",
            "(said|saying|wrote|texted|written) (all )?my (last |final )?(goodbyes|good byes)",
            "goodbye (cruel )?world",
            (
                "(have|got|made|making|with) (a |my |the )?(plan|plans) .. to (die|end|kill|do it|jump|overdose|"
                "finish)"
            ),
            (
                "(know|decided|figured out|picked|planned|chose|chosen) .. (how|when|where|the day|the date|a "
                "date|the way) .. (im going to|ill|i will|to|i want to|i would) (die|end it|end my|kill|do it "
                "tonight|do myself)"
            ),
            (
                "(gun|pistol|rifle|revolver|shotgun|glock|barrel|9mm|muzzle) .. (to|in|at|against|on|under) my "
                "(own )?(head|mouth|temple|chin|lap|chest|face)"
            ),
            (
                "(loaded|loading|holding|cleaning) .. (gun|pistol|rifle|shotgun|glock|revolver) ... (end|die|"
                "myself|goodbye|tonight|ready|my head|pull|cant do this)"
            ),
            "pull(ing)? the trigger",
            "(bullet|round) (in|through|to) my (head|brain|skull|chest)",
            "(blow|blowing|shoot|shooting) my (fucking )?(brains?|head) (out|off)",
            "(eat|eating) (a|my) (bullet|gun)",
            (
                "(slit|slitting|slash|slashing|cut|cutting|open|opening|slice|slicing) (open )?my (own "
                ")?(wrists?|throat|veins?)"
            ),
            (
                "(rope|noose|belt|cord|sheet|extension cord) ... (around|on|over|from|tied|hung) ... (my neck|"
                "neck|the beam|rafter|rafters|ceiling|the fan|closet rod|garage|door)"
            ),
            (
                "(tied|tying|made|making|got|have|bought|buying) (a|the|my) (noose|rope) .*(neck|myself|end|die|"
                "tonight|ready)"
            ),
            "(tied|tying|made|making) (a|the|my) noose",
            (
                "(standing|sitting|im|am|parked|here|stand|sit|walking|up) .. (on|at|by|near|to|over) (the "
                ")?(edge|edge of the|railing|ledge|rail|bridge|overpass|roof|rooftop|tracks|train tracks|"
                "railroad tracks) ... (jump|die|end|go over|let go|done|goodbye|tonight|wait|waiting|step|"
                "thinking|last|anymore)"
            ),
            (
                "{want} .. (jump|jumping|throw myself|throwing myself|leap|leaping|step|stepping|walk|walking|"
                "drive|driving|crash|crashing|swerve|swerving|steer|run|running|lay|laying|lie|lying|wreck|"
                "wrecking|fly|plow|ram|roll) ... (off|into|in front of|out in front of|under|over|onto|on|down "
                "on) ... (bridge|roof|building|balcony|ledge|cliff|overpass|parking garage|window|train|bus|"
                "traffic|semi|truck|tree|wall|river|lake|ocean|ravine|pole|tracks|median|oncoming|guardrail|"
                "metro|subway|highway|freeway|interstate)"
            ),
            (
                "(jump|jumping) (off|from) (the|a|this|that|my) .. (bridge|roof|building|balcony|ledge|cliff|"
                "overpass|garage)"
            ),
            "jump {soon}",
            (
                r"(rope|gun|pistol|rifle|knife|razor|blade|noose|pills|bottle|shotgun|glock) (\w+ ){0,6}(im|i am|"
                r"ill|i will|and) (\w+ )?(going to|gonna|will|about to|ready to) use it"
            ),
            "(ill be|i will be|be|laying|lying|going to be) on the (train )?tracks",
            (
                r"(going|headed|walking|heading|went) (out )?(to|into) the (\w+ )?(shed|barn|woods|garage|field|"
                r"basement|desert|back) with (the|my|a) (\w+ )?(rifle|gun|shotgun|rope|pistol)"
            ),
            r"(pills|meds|bottle|bottles) (\w+ ){0,3}(counted|laid|lined|poured|spread) (out|up)",
            "(bought|got|have|ordered|filled) (helium|nitrogen|sodium nitrite|a noose|charcoal) .*",
            "(do|doing) it (for real|right) this time",
            "{want} .. (jump|jumping|leap|leaping) (off|from) .. (of )?(the|a|this|that|my)",
            (
                r"(drive|driving|crash|crashing|steer|run|ride|swerve|swerving) (this|my|the) (\w+ )?(car|truck|"
                "rig|bike|motorcycle|van|suv) (off|into|over)"
            ),
            (
                r"(standing|sitting|here|out|im|am|climbed|drove|walked|went) (\w+ ){0,3}(on|at|to|up on|over|by|"
                r"onto) (the|a|this) (\w+ )?(bridge|ledge|roof|rooftop|overpass|railing|tracks|train tracks|cliff|"
                "edge)"
            ),
            (
                "(gun|pistol|rifle|shotgun|revolver|glock|strap|45|9mm|38|rope|noose|pills|blade|razor|knife|"
                r"helium|means) (\w+ ){0,3}(right here|on the table|in my (lap|hand|hands|mouth)|beside me|next "
                "to me|out of the (cabinet|safe|closet)|on the bed|in front of me|ready)"
            ),
            "(tied|tie|tying|hung|looped) (a|the|my|this) (rope|belt|sheet|cord|noose)",
            r"(belt|rope|cord|noose|wire|sheet|bag|cable) (\w+ ){0,3}(round|around|over) my (neck|throat|head)",
            (
                r"(going|will|ready|about|planning|decided|fixing|out|back) (\w+ ){0,2}(to|and) (really |actually "
                "|just |finally |finish |go )?(do it|do this|finish it|end this) (tonight|today|this time|right|"
                "now|for good|after|before|when|soon|tomorrow)"
            ),
            (
                "(im|ill|i|am) (going to|really going to|about to|fixing to) (really |actually )?do it (tonight|"
                "this time|now|today)"
            ),
            (
                "(ill be|im|be|going to be|will be) (gone|dead) (before|by) (the |you |tomorrow|morning|monday|"
                "tonight|sunrise|midnight|they)"
            ),
            (
                "(dont|not|do not) (intend|expect|plan|mean|going) (to )?(see|make it to|live to see|live "
                r"through|be around) (\w+ )?(morning|tomorrow|night|sunrise|another|monday|the end|christmas|next)"
            ),
            (
                "(bye|goodbye|good bye) (everyone|everybody|yall|all|world|forever|my (friends|family|love|"
                "babies|kids)|to everyone)"
            ),
            (
                "(sorry|forgive me) .. (i )?(couldnt|wasnt|cant be|cant) (be )?(stronger|strong enough|hold on|"
                "stay|keep going|keep fighting)"
            ),
            (
                "(have|has|got|with|made) (a |my )?(plan|means)( and| with)? (a |the |an )?(date|means|intent|"
                "method|time|note|gun)"
            ),
            "(use|using) (the|my) (service )?(weapon|gun|pistol|revolver|rifle) (on|tonight|and be|to end)",
            "(going|fixing|ready|want|about|out) .. use (the|my) (service )?(weapon|gun|pistol|revolver)",
            r"(going|will|ill|use it|using it|used it|use this) (\w+ ){0,2}on myself",
            "(taking|take|took) both (bye|goodbye|and|so)",
            r"be with (him|her|them|my \w+) (in heaven|tonight|again tonight)",
            (
                "(aint|isnt|not|dont|cant|couldnt) (tryna|trying to|want to|going to|gonna|wanting to) (be |stay "
                ")?alive( no more| anymore)?"
            ),
            "(my head|head) in (the|an) oven",
            (
                "(by the time|before) (they|you|anyone|help|someone|anybody) (get|gets|got|read|reads|find|finds|"
                "see|sees) (here|this|me) .*(gone|over|dead|late)"
            ),
            "(itll|it will|ill|i will) be (over|dead|gone) before",
            (
                "(pills|it|they) (are|is) (already )?(dissolving|kicking in|working) .*(peace|sleepy|bye|goodbye|"
                "finally|over)?"
            ),
            "(nobody|no one)(s| is)? going to find me",
            r"(only way|way out|way) (\w+ ){0,2}(is|except|but|besides) (to )?(death|die|dying|suicide)",
            "(disappear|disappearing|gone) forever .*(tonight|ready|today)",
            "(no longer|dont) wish to (live|be alive)",
            r"i (dont|no longer) (\w+ ){0,2}(want|wish) to (live|be alive)( \w+)? (anymore|no more|any longer)?",
            "(throw|throwing|threw) myself (off|in front|under|from|into|out)",
            (
                "(want|wanted|wanna|going|plan|planning|thinking|thought|might|tempted|about|ready|tried|trying|"
                "considering|urge|will|ill|decided|could) .. (of |about )?(overdose|overdosing|take|taking|"
                "swallow|swallowing|down|downing) ... (on purpose|all my|all the|all of my|all of the|the whole "
                "bottle|a whole bottle|every pill|the entire bottle|all these|all of these|enough (pills|meds|"
                "xanax|insulin|heroin|fentanyl|dope)|every last|the rest of (my|the))"
            ),
            "(overdose|overdosing|od) (on purpose|myself|intentionally|tonight and|to end|so i die|so i can die)",
            "(going|plan|planning|trying|want|wanting|ready|about|decided|tempted) to overdose",
            (
                "(enough|saved|saving|hoarding|stockpiling|stashed|stockpiled|collecting|collected|saving up) .. "
                "(pills|meds|medication|insulin|xanax|fentanyl|tylenol) ... (to (die|end|do it|kill)|end it|for "
                "when|myself|never wake)"
            ),
            (
                "(been )?(saving|hoarding|stockpiling|stashing) (up )?(my |all my |up my )?(pills|meds|"
                "medication|insulin)"
            ),
            (
                "(shot|hit|dose|line|bag|fix) .. (big enough|strong enough|large enough) .. (to )?(kill|end|"
                "never wake|not wake|die)"
            ),
            "(final|last) (shot|hit|dose|fix) .. (to end|and (im|ill be) (gone|done|dead))",
            (
                "(im|i|am) (just )?(taking|took|take|swallowed|swallowing) ... (pills|meds|bottle|xanax|tylenol|"
                "all of them) ... (to die|want to die|kill me|kill myself|end it|on purpose|never wake up|not "
                "wake up|dont wake|dont want to wake|wont wake|so i (can )?(die|sleep forever))"
            ),
            "(hope|hoping|pray|praying) .. (it|this|they|the pills) (kills?|killed|will kill) me",
            (
                "(tried|trying|try|attempted|attempting) (to )?(kill|hang|shoot|drown|end) (myself|my life|it "
                "all) .. (tonight|today|last night|this morning|yesterday|an hour ago|just now|again|this week|"
                "earlier)"
            ),
            "let (myself )?(bleed out|myself die)",
            "(going to|want to|let myself|to|and) bleed out",
            (
                "(pills|rope|gun|knife|razor|blade|everything|it all) (is |are )?(here|ready|laid out|lined up|"
                "next to me|in front of me|in my hand|on the table|right here) ... (die|end|do it|kill|goodbye|"
                "bye|done|going to take)"
            ),
            (
                "(lined up|laid out|counted out|counting|poured out) .. (all )?(my|the|these) (pills|meds|"
                "medication|xanax)"
            ),
            "(do|done) (with|living) .. (this )?life (im|i) (going|want|ready)",
            (
                "(nothing|no one|nobody|no thing|you|they) .. (can|going to|will) (stop|save) me .. (tonight|"
                "this time|now)"
            ),
            "(when|after|once|if) (im|i am) dead",
            "(let|make|help) me die",
            "please (just )?(kill me|let me die)",
            (
                "how (do|can|to|would) .. (i |one )?(kill myself|end my life|die) .. (painlessly|quickly|quick|"
                "fast|without pain|painless|easy|easily|in my sleep)"
            ),
            (
                "(painless|quick|easiest|fastest|best|easy|quickest|least painful) (way|ways) to (die|end it|"
                "kill myself|go)"
            ),
            "(do|would|be) .. (everyone|world) a favor and (die|kill|end)",
            "asphyxiate myself",
            "(sit|sitting|lock(ed)? myself|sleep) in (the|my) (garage|car) with .. (engine|car|motor) (running|on)",
            "(engine|car|motor) running .. (in the garage|garage)",
            (
                "(im|i) (going to|want to) (be with|join|see) (my )?(mom|dad|wife|husband|son|daughter|brother|"
                "baby|him|her) .. (in heaven|tonight|on the other side|up there)"
            ),
            "(want|wanting|need|going) to (rope|ctb|catch the bus|self delete)",
            (
                "(checking out|check out|opt out|bow out|end this|leave this world|leave this earth|leave this "
                "life) (for good|tonight|permanently|forever|today)"
            ),
            "(want|going|ready|need) to leave this (world|earth|life)",
            "no (other )?way out (except|but|besides|other than) (to )?(die|dying|death|suicide|dead)",
            "only way out is (death|to die|dying|suicide|dead)",
            "death is (the|my) only (way|option|answer|escape)",
        ),
    ),
    Pattern(
        "suicide_intent",
        "check_in",
        (
            (
                "(tried|attempted|attempt|trying) .. (to )?(kill myself|end my life|take my life|suicide|hang "
                "myself|end it)"
            ),
            "(suicide|suicidal) (attempt|attempts|watch|crisis)",
            (
                "(wanted|thought about|thought of|thinking about|thinking of|close to|almost|nearly) .. (killing "
                "myself|ending it|ending my life|ended it|killed myself|suicide|ending things|dying|to die|death|"
                "drove off|jumped)"
            ),
            "(killed|hung|shot|hanged|drowned) myself",
        ),
        tense="history",
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            (
                "{someone} ... (suicidal|going to (kill|hang|shoot|hurt) (himself|herself|themselves|themself|"
                "hisself))"
            ),
            (
                "{someone} ... (says?|said|saying|wants?|going|threaten|threatens|threatened|threatening|talks?|"
                "talking|tried|trying|texted|keeps?|planning|plans|about|wanting|posted|told|might|will|messaged|"
                "wrote|tries|swears|wanted) ... (kill|killing|hang|hanging|shoot|shooting|hurt|hurting|off|"
                "offing|drown|drowning|end|ending) (himself|herself|themselves|themself|hisself|it all|his life|"
                "her life|their life|his own life|her own life)"
            ),
            (
                "{someone} .. (wants|wanted|going|trying|ready|says|said|texted|keeps saying|told me|wish|"
                "wishes) ... (to die|to be dead|dont want to live|doesnt want to live|is going to die tonight)"
            ),
            "{someone} .. (doesnt|dont|does not|didnt) want to (live|be alive|be here)",
            (
                "{someone} ... (has|got|had|have|holding|with|put|grabbed|locked) ... (gun|pistol|knife|rope|"
                "razor|noose|pills) ... (kill|die|suicide|himself|herself|themselves|themself|(his|her|their) "
                "(head|mouth|neck|own|wrists?))"
            ),
            (
                "{someone} ... (on|off|standing on|climbed) ... (bridge|roof|ledge|overpass|railing) ... (jump|"
                "die|going to)"
            ),
            (
                "{someone} ... (left|wrote|sent|posted|writing) ... (suicide|goodbye|good bye) (note|letter|text|"
                "message|video|post)"
            ),
            "(suicide|goodbye) (note|letter) from {someone}",
            "(slit|slitting|cut|cutting|slashed|slitting) (his|her|their) (own )?(wrists?|throat)",
            "{someone} .. going to jump",
            "(noose|suicide note|goodbye note|goodbye letter) (in|on|under) (his|her|their)",
            (
                r"{someone} (\w+ ){0,4}(locked|locks) (himself|herself|themselves) .*(gun|razor|knife|pills|"
                "pistol|done living|die|kill)"
            ),
            "(says|said|saying) (he|she|they)( is| are|re)? (done living|done with life|going to end it|ending it)",
            r"{someone} (\w+ ){0,3}(is )?holding a (gun|knife|razor|pistol)",
            (
                r"(says|said|taking|going to take|threatening to take) (he|she|they)? ?(\w+ ){0,3}(taking|take|"
                "swallow) (all )?(his|her|their|the) (pills|meds|medication|whole bottle)"
            ),
            (
                "{someone} ... (text|texted|message|note|wrote|posted|said|saying) ... (goodbye|ending it|end it|"
                "cant go on|its over|wont be here|im sorry for everything|this is the end)"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "suicide_intent",
        "check_in",
        (
            (
                "{someone} ... (better off without (him|her|them)|no reason to live|tired of living|dont want to "
                "be here|doesnt want to be here|dont want to wake up|doesnt want to wake up|wish(es)? (he|she|"
                "they|i) (was|were) (dead|never born)|giving (away )?(his|her|their|all) (things|stuff|"
                "everything)|saying goodbye|suicidal|hopeless about everything|gave away (his|her|their|all))"
            ),
            (
                "(afraid|scared|worried|think|fear|terrified|feel like|pretty sure|know|sure) .. {someone} .. "
                "(might|will|is going to|could|may|is about to|wants to|would) .. (kill|hurt|harm|end|do "
                "something|hang|shoot|suicide) .. (himself|herself|themselves|themself|hisself|it|stupid|bad|"
                "drastic|tonight|to)"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "passive_ideation",
        "check_in",
        (
            "better off (without me|if i|with me gone|w out me|when im gone|once im gone)",
            (
                "(better|easier|happier|relieved|better place) .. (without me|if i (was|were|am|wasnt|werent|"
                "died|disappeared|didnt|never|just|dont|left|stopped|went)|with me (gone|dead)|when im (gone|"
                "dead)|off dead)"
            ),
            (
                "(rather|prefer|wish|wished|hope|hoping|hoped|pray|praying|prayed) .. (be |i |to |i could |god "
                "would |that i |i would |id )+.. (dead|die|died|gone|disappear|not wake|never wake|dont wake|"
                "didnt wake|never born|never been born|not exist|not be here|wasnt here|wasnt alive|werent alive|"
                "vanish|fall asleep forever|sleep forever|asleep and never|werent here|stop existing|take me|"
                "took me|be over|not be alive|cease)"
            ),
            "(wish|wished|if) .. (was|were|had|id|been) .. (never (been )?born|dead|not alive|not here anymore)",
            (
                "(dont|didnt|not|never|no longer|rather not) (really |even |care to |think i )*(want|wanting|"
                "wanted|need|wish|care|deserve|feel like) .. (wake up|be here|be around|exist|existing|go on|"
                "going on|keep going|continue|continue living|live|be alive|living|waking up|being here|being "
                "alive|be on this earth|be in this world|keep living|do life|another day|tomorrow to come|face "
                "another|see tomorrow)"
            ),
            (
                "(not|never|dont) (want(ing)? to )?(wake|waking|woke) up( tomorrow| again| in the morning| one "
                "day| ever| anymore)?"
            ),
            (
                "(didnt|wouldnt|dont|wont|not|never) .. (wake|waking) up (tomorrow|again|in the morning|one day|"
                "one morning|ever|at all)"
            ),
            (
                "(no|any|a|see the|have a|single|much|another) (reason|point|purpose|use|sense) .. (to|in|of|for|"
                "left|with) .. (live|living|life|go on|going on|keep going|being here|being alive|exist|existing|"
                "stay|continue|continuing|get up|getting up|wake up|waking up|trying|try|be here|left|keep "
                "trying|fight|fighting)"
            ),
            (
                "(nothing|nobody|no one|not much|not anything) .. (left )?(to live for|worth living|left for me|"
                "to look forward|left to give|matters anymore|keeping me here|to stay for|left to live)"
            ),
            (
                "(life|living|it|this|any of it|any of this) (is |isnt |aint |not |just |really |even |doesnt "
                "feel |doesnt seem |feels |seems )+(worth (living|it anymore)|not worth living|pointless|"
                "meaningless|worthless|too much to live)"
            ),
            (
                "whats the (point|use)( anymore| of (it all|living|going on|anything|any of|trying|even|this|"
                "waking|being|getting up|continuing|life))?"
            ),
            (
                "what is the point( anymore| of (it all|living|going on|anything|any of|trying|even|this|waking|"
                "being|life))?"
            ),
            "(no|any) point (anymore|in anything|to anything|to any of|in any of|in trying|to this|to life)",
            (
                "(cant|cannot|couldnt|can no longer|cant even|dont think i can) (keep |really |just |even |"
                "possibly |do |take |go |handle |live |bear |stand |deal |carry |face |fight |hold )+.*?(doing "
                "this|this anymore|it anymore|on anymore|anymore|like this|going|on like|another day|much longer|"
                "any longer|living|on)"
            ),
            (
                "(cant|cannot|dont think i can|not able to) (go on|keep going|keep living|keep fighting|hold on|"
                "carry on)"
            ),
            (
                "(tired|exhausted|sick|done|weary|over|sick and tired|so tired|finished|through) (of|with|from) "
                "(just |all of )?(living|life|being alive|existing|it all|this life|everything|waking up|"
                "fighting|being here|myself|the world|this world|breathing|hurting|trying)"
            ),
            (
                "(i|im|ive) (just |am |so |totally |officially |completely |really |done |all )*((giving|given|"
                r"give|gave) up( on (life|everything|myself|living|it all|me))?(?=[,\n]|$| and| but| i | so | y | "
                "pero)|done trying|done fighting|ready to go|ready to give up|tapping out|checked out|want to "
                "give up|ready to be done|ready for it to be over)"
            ),
            (
                "(no|any|see no|see any|without|zero|lost all|losing|all|have no|given up|lost) (hope|future|way "
                "out|way forward)"
            ),
            (
                "(dont|cant|do not) see (a|any|my|another|much of a) (future|way out|tomorrow|way forward|point|"
                "reason|way through)"
            ),
            (
                "(no one|nobody|noone|not one person|who|wouldnt anyone|anyone|they|nobody would even|people|"
                "everyone) (would|will|d|wont|wouldnt) (even |ever |really |probably |only )?(miss|notice|care|"
                "cry|know|come looking|be sad) ... (me|if i|when i|i was gone|i died|i disappeared|gone|for me|"
                "dead)"
            ),
            "(no one|nobody|noone|anyone|who) (would|will) (even )?(miss me|care if i|notice if|notice i)",
            (
                "(im|am|being|feel like|just|nothing but|such|be) .. (a|the) (huge |big |heavy |total )?(burden|"
                "dead weight) "
            ),
            (
                "(im|am|being|feel like|just|nothing but|such|be|like) .. (a|the) (huge |big |heavy |total |"
                "constant )?burden"
            ),
            (
                "(everyone|everybody|family|kids|wife|husband|mom|parents|world|they|people|children|friends) .. "
                "(would|will|d|be|is|are) .. (better|happier|better off|relieved|fine) .. (without me|if i|off|"
                "when im gone|once im gone|w o me)"
            ),
            (
                r"(gave|giving|give|given|gived) (away|out) (all )?(of )?(my|everything|the) (\w+ ){0,2}(stuff|"
                "things|dog|cat|clothes|tools|guitar|records|belongings|possessions|everything|guns|jewelry|car|"
                "ring|watch|collection|pets|money)"
            ),
            (
                r"(gave|giving|give|given) (all )?(my|everything) (\w+ ){0,2}(stuff|things|dog|cat|clothes|tools|"
                r"guitar|belongings|possessions|pets|i own) (\w+ )?(away|to my)"
            ),
            "(giving|gave|given) everything away",
            "(getting|got|put|putting|have|settling|getting all) .. my affairs (in order|settled)",
            (
                "(writing|wrote|written|made|updated|updating|making) .. (my will|a will|letters to|letters for|"
                "letter for|notes for|notes to|a note for|a note to) ..."
            ),
            (
                "(care|look|watch|looking) .. (for|of|after|over) my (kids|dog|cat|son|daughter|children|mom|"
                "family|baby) .. (when|after|if|once) (im|i am|something|i) .. (gone|dead|happens|not here|go)"
            ),
            (
                "(say|saying|said|tell|telling|told) .. (my )?(last |final )?(goodbye|goodbyes|bye for good|"
                "goodbye forever|bye forever)"
            ),
            (
                "(wont|not going to|might not|may not|dont think ill|dont plan to|doubt ill) be .. (here|around|"
                "alive|a problem|bothering) .. (much longer|long|anymore|for long|soon|to see|next)"
            ),
            "(wont|not) have to worry about me (anymore|much|any|soon|for)",
            (
                "(thought|think|thinking|thoughts|fantasize|daydream|wonder|dream|obsess|obsessed|obsessing|"
                "dreaming|wondering) .. (about|of|if|how|what) (just |maybe |my own |my |being |the idea of |"
                "even |what it would be like |how |it |to be )*(dying|death|being dead|not being here|not "
                "existing|ending it|ending things|my funeral|not waking up|being gone|what it would be like|"
                "disappearing|my own death|if i died|if i was dead|it would be if|if i was gone|if i were gone|"
                "just driving|driving off|driving into|not being around|never waking)"
            ),
            "(dark|bad|scary|ugly|those|really bad|the bad|intrusive|morbid|terrible|awful) thoughts( are)?",
            (
                "(dont|not|cant|afraid|scared) (really )?(trust|be|being|stay|feel safe|feeling safe|left|to be) "
                ".. (myself|with myself|by myself|alone) .. (tonight|right now|with|anymore|today|at night|"
                "around|what i)"
            ),
            "(dont|cant|do not) trust myself",
            (
                "(scared|afraid|worried|frightened|scary|terrified) .. (of |about )?what (i|ill|i might|i may|i "
                "could|im) .. (do|going to do)"
            ),
            (
                "(scared|afraid|worried) .. i (might|may|will|could|ll|would|am going to) (do something|hurt|not "
                "make it|end|snap|lose)"
            ),
            (
                "(do|done|doing) something (stupid|drastic|bad|permanent|crazy|i cant take back|dumb|to myself|"
                "terrible)"
            ),
            (
                "(dont|didnt|not|never|stopped|no longer|wouldnt) (really |even |honestly )?(care|caring|mind|"
                "matter|be mad|cared|be sad|be upset) .. (if|whether|about) .. (i |im )?.. (live|die|dead|alive|"
                "wake up|woke up|dying|living|died|lived|happens to me|happened to me|make it|overdosed|overdose|"
                "ever woke|got hit|killed me|od|crashed|hit me)"
            ),
            (
                "(dont|not|never|stopped|no longer) (even |really )?(care|caring) (what happens|what happened|"
                "anymore if)"
            ),
            (
                "(dont|no longer|not) (feel|feeling) safe .. (with|by|around|alone|being|from) (myself|alone|my "
                "own|my thoughts|here)"
            ),
            (
                "(if|when) (i|it) .. (died|die|od|overdose|overdosed|got hit|dont wake|didnt wake|never woke|"
                "disappeared|was gone|is over|kills me|killed me) .. (so what|oh well|so be it|whatever|i "
                "wouldnt|nobody|no one|it would|good|fine|be okay|be ok|wouldnt be|itd be|thats fine|everyone|"
                "then|who|that would|maybe|at least|id be)"
            ),
            (
                "(go|going|fall|drift|falling|went) (to sleep|asleep|to bed) and (never|not|dont|just not) (wake|"
                "waking)"
            ),
            "(sleep|sleeping|asleep) (forever|for good)",
            (
                "(make|want|need|let|wish) (it|this|everything|the pain|it all|all of this|all this|this pain|"
                "the noise|my brain) (all |to |to just |would |would just |to all |just )*(stop|end|be over|go "
                "away for good|over)"
            ),
            (
                "(want|wish|like|love|need) (i could |to )?(just )?(disappear|vanish|fade away|stop existing|not "
                "exist|cease to exist|not be here|be gone|be done with|be no more|go away forever|not be alive)"
            ),
            (
                "(ready|time|want) (for me )?to (go|be with god|meet my maker|go home to (god|jesus|the lord)|"
                "see god|be with the lord)( now)?"
            ),
            (
                "(lord|god|jesus) .. (take|to take|takes|would take|please take|call|just take|came|come) me( "
                "home| now| away)?"
            ),
            "(life|everything|it|it all) (is |feels )?(over|hopeless) (for me|anyway|now)",
            (
                "(im|feel|feeling|am|so|everything feels|everything is|its all|completely|all) (hopeless|"
                "worthless|so hopeless)"
            ),
            "(last|final) (time|message|night|day|thing) (you|youll|ill|im|that you|any of you|i)",
            (
                "(been )?(driving|drive|walk|walking|standing|parked|sitting) .. (out )?(to|by|near|at|on|over|"
                "past) (the|that) .. (bridge|overpass|tracks|cliff) .. (looking|just|thinking|at night|every|and)"
            ),
            (
                "(look|looking|stare|staring|stared|keep looking|eyeing) .. (at|over|down) .. (the |my )?(pills|"
                "gun|bottle of pills|rope|bridge|tracks|knife|razor|water) .. (and|all|too|thinking|wondering|"
                "tonight|a lot|every|in my|for)"
            ),
            (
                "(cant|dont know how much longer i can|not sure (how much longer )?i can|dont know if i can) .. "
                "(do|take|hold on|go on|hang on|keep|handle|last|make it) .. (this|it|going|longer|anymore|more|"
                r"tonight|through)(?=[,\n]|$| and| but| i | so | y | pero)"
            ),
            (
                "(dont|do not) (deserve|belong) .. (to live|live|to be here|alive|in this world|on this earth|"
                "here anymore)"
            ),
            "deserve to (die|be dead)",
            (
                "(should|shouldve|should have|wish) .. (have )?(died|been me|be me who died|be dead|killed me|"
                "taken me|not survived)"
            ),
            "(shouldnt|should not) (have )?(been born|be alive|be here|exist|woken up|survived)",
            "why am i (even |still )?(here|alive|living|breathing|trying)",
            "(stay|staying|keep|keeping|stayed) (myself )?alive (for|because of|only)",
            (
                "(the )?only (thing|reason|person) .. (keeping|keeps|im|i am|stopping|i havent|holding|i dont|i "
                "havent done) .. (me |still )?(here|alive|going|from|my kids|around|it|end)"
            ),
            "(drink|drinking|drank|use|using|shoot|shooting|get high) .. (myself )?to death",
            "(one way or another )(its|it is|itll be|it will be|ill be|im) (over|done|gone)",
            "(nothing|none of it|none of this|i dont|i do not|it doesnt) (even |really )?matters? anymore",
            "(the )?(world|everyone) (is|would be|will be) (a )?better (place |off )?without",
            "(at|reached|hit|past) (my|the) (breaking point|end of my rope|limit|end of the line)",
            "(end|edge) of my rope",
            "(no|not) (strength|energy|fight|will) (left )?(to (live|go on|fight|continue)|left)",
            "(lost|losing|lose|no) (the |my |all )?will to (live|go on|keep)",
            "(suicidal|suicide) .. (mind|head|lately|option)",
            "hurt myself",
            "(hurting|harming) myself",
            "(want|think|thinking|considering) .. (ending|end) (things|it)",
            r"(better off|worth more|better) (\w+ ){0,3}(dead|in the ground|gone|if im|in my grave|buried)",
            (
                r"(hope|hoping|hoped|wish|wishing|wished|pray|praying) (\w+ ){0,6}(crash|crashes|crashed|goes "
                "down|takes me out|take me out|killed me|kills me|finished me|die|dies|accident|was my last|is "
                "my last|heart (stops|gives))"
            ),
            (
                r"(see|find|have|got|give me|think of|need|is|isnt|not|no) (\w+ ){0,3}(one |any |a |much |single |"
                r"no )?(reason|point|use) (\w+ )?(to|in|of|for|anymore|in going) (\w+ )?(keep|continue|going|"
                "stick|stay|live|living|go on|be here|carry|be around|b here|exist|try|trying|another|nothing)"
            ),
            (
                r"(dont|cant|do not) (\w+ )?see (the |a |any )?(point|reason|use|future|purpose)( \w+)? ?(anymore|"
                "in it|at all|no more)?"
            ),
            "(no|any|aint|isnt) (no )?(use|point) in (nothing|anything|living|me|trying|it)( no more| anymore)?",
            (
                "(whats|what is|whats even|what even is|what would|why) (even )?(the )?(point|use|reason|"
                r"matter)( \w+){0,4}"
            ),
            r"what (\w+ )?(would|does|difference would) it matter (if|whether)",
            r"(waste|wasting|taking up|take up|takes up|using up) (of )?(\w+ )?(space|air|oxygen|skin)",
            (
                r"(gave|giving|give|given) (\w+ ){1,6}(my|our) (\w+ )?(dog|cat|hoodie|guitar|xbox|ps5|playlist|"
                r"phone|ring|watch|bike|stuff|things|tools|jewelry|records|fish|bird|horse|clothes)( \w+){0,4} "
                "?(away|to|so|and|can keep|will be)?"
            ),
            (
                r"(insurance|policy) (\w+ ){0,4}(if (something|anything) (was to |were to |ever )?(happen\w*)|"
                "papers|clause)"
            ),
            r"worth more (\w+ ){0,2}dead",
            "(life insurance|insurance money|the insurance)",
            (
                r"(googl\w+|search\w*|research\w*|looked up|looking up|reading about) (\w+ ){0,4}(ways to die|how "
                "to die|suicide|painless|lethal|how to (kill|end|hang|tie))"
            ),
            (
                "(existing|living|being alive|life|breathing|waking up) (just )?(hurts|is (too|so) (hard|much|"
                "painful)|isnt for me|is exhausting|is torture)"
            ),
            (
                "(my existence|my life|me being (born|here)|i am|im) (is |was )?(a )?(mistake|waste|pointless|"
                "meaningless|worthless)"
            ),
            r"nothing (\w+ ){0,3}matters",
            r"(in|be|being|just) (\w+ )?(the|everyones|everybodys|peoples|their) way( \w+)?",
            "outlived my (use|usefulness|time|purpose)",
            r"(my|its) (\w+ )?time to go|been (\w+ )?my time|its (just |maybe |about )?my time",
            "(stopped|quit|not|dont) (making|make) plans (past|for|beyond|after)",
            (
                r"(annoyed|angry|mad|sad|disappointed|upset|pissed|sorry|hate|hated|hating) (\w+ ){0,3}(when |"
                "that |because )?i (woke up|wake up|still wake|opened my eyes)"
            ),
            (
                r"(who|anyone|how long) (\w+ ){0,3}(would|before|until|till) (\w+ )?(find|found|finds|notice) (me|"
                "my body)"
            ),
            (
                r"(cant|dont) (promise|know (if|that|whether)) (\w+ ){0,3}(be okay|be ok|make it|survive|last|get "
                "through|be safe|be here)"
            ),
            (
                r"(feel|feeling|felt|seems|looks|look) (\w+ ){0,3}(death|dying) (\w+ ){0,3}(peaceful|easier|a "
                "relief|better|nice|comforting)"
            ),
            (
                r"(death|dying|not being|being dead|to be gone|not to be) (\w+ ){0,4}(looks|seems|sounds|would be|"
                r"feels|must be|is) (\w+ ){0,2}(peaceful|relief|a relief|easier|nice|better|comforting|good|rest|"
                "restful)"
            ),
            (
                r"(peaceful|nice|easy|easier|better|relief|relieved|good) (\w+ ){0,4}(not to be|to not be|if i "
                "died|to be dead|to die|not to exist|to not exist|to be gone|if i didnt wake|if i got hit)"
            ),
            (
                r"(got hit by|hit by) (a|the) (bus|car|truck|train) (\w+ ){0,4}(relieved|mind|care|fine|okay|mad|"
                "sad|happy|good)"
            ),
            (
                r"(wouldnt|dont) (fight|mind|resist|stop) (\w+ )?(it )?(if )?(death|dying|getting cancer|a car|"
                "getting hit|cancer|i died|if i died)"
            ),
            (
                r"(fantasize|daydream|think|thoughts|dream) (\w+ ){0,3}(about|of) (\w+ ){0,3}(never existing|not "
                "existing|driving away|driving off|death|dying)"
            ),
            (
                "(hold|holding|held|sleep|sleeping|sit|sitting|stare|staring|look|looking|looked|counting|count) "
                r"(\w+ ){0,4}(the|my|a|at the|at my) (\w+ )?(knife|gun|pistol|pills|rope|razor|blade|vials)"
            ),
            (
                r"(bridge|river|tracks|train|garage|overpass|cliff) (\w+ ){0,4}(thought|thinking|think|thoughts|"
                "urge|urges|is back|calling)"
            ),
            (
                r"(thought|thinking|think|thoughts|thought about it) (\w+ ){0,5}(bridge|river|tracks|overpass|"
                "cliff|ledge|roof|turning it on|train)"
            ),
            r"(urge|urges|thought|thoughts) (\w+ ){0,4}(back|again|stronger|louder)",
            "(cant|dont want to|tired of) (keep |keep on )?(pretending|faking) .*(alive|live|okay|fine|here)?",
            (
                r"(not|dont|no longer|never) (\w+ )?(want|meant|supposed|belong) (to |in |here )?(be )?(in this "
                "world|on this planet|on this earth|here|alive) ?(no more|anymore)?"
            ),
            (
                r"(just|finally) (want|wanting|need) (\w+ ){0,3}(peace|rest|to rest|to be at peace|to sleep "
                "forever|quiet) forever"
            ),
            "(saying|said|say|been saying) (my )?(bye|goodbye|goodbyes|good bye) (to|in|without)",
            (
                "(im|i am|totally|just|so) (so )?done( with (this|it all|everything|life|all of it|living))?( "
                "goodbye| anymore| like with everything| with everything)?"
            ),
            r"(should|shouldve|wish) (\w+ ){0,4}(have been me|been me|was me|were me)",
            r"(im|i am|feel|feeling) (\w+ ){0,3}(ready to die|not long for this world|ready to go be with)",
            (
                "(want|wanna|wish) (to )?(go )?be with (my )?(wife|husband|mom|dad|son|daughter|mother|father|"
                "brother|sister|him|her|mama|mamaw|baby)"
            ),
            r"(dont|aint|isnt|not) (\w+ )?(much )?matter (if|whether) (i|im)",
            (
                r"(cant|dont|couldnt) see (\w+ )?(next (year|month|week)|myself (alive|here|in|getting)|a "
                "tomorrow|past (this|today|tomorrow))"
            ),
        ),
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            (
                r"(tonight|today|tomorrow)(s| is)? the (night|day|time) (that )?(i|im|ill) (\w+ )?(die|end|do it|"
                "kill|go)"
            ),
            r"(have|got|planned|planning|made) (\w+ ){0,3}suicide (\w+ )?(planned|ready|set|tonight|tomorrow)",
            r"(noose|rope|belt|cord) (\w+ ){0,3}(is )?(up|hung|tied|ready|set)",
            (
                r"(dont|not|do not) (plan|planning|intend|expect|going|want) (\w+ )?(on |to )(\w+ )?(being|be|"
                r"living|live|seeing|making it|waking) (\w+ ){0,3}(alive|around|by|past|through)"
            ),
            r"(made|made up) (the|my) (decision|mind|choice) (\w+ ){0,4}(die|end|kill|dead|suicide)",
            (
                "(want|wanting|wanted|need|ready|going|about|trying|decided|planning|hoping|wish|rather|prefer|"
                r"plan|might|may|will|could|just) (\w+ ){0,3}(kill|killing|hang|shoot|drown|end) (\w+ )?(myself|"
                "my life)"
            ),
            (
                r"(im|i am|i|feel|feeling) (\w+ ){0,3}(going to|ready to|about to|supposed to|meant to) die "
                "(tonight|today|tomorrow|soon|now|by my own)"
            ),
            "by my own hands?",
            (
                r"(cant|couldnt|wont|dont think i can|not going to|dont think ill) (\w+ )?(survive|make it "
                r"through|get through|last|live through) (\w+ )?(tonight|the night|another night|until morning|"
                "til morning)"
            ),
            (
                "(cant|wont|not going to) be (here|around) (when you|by the time|in the morning|after tonight|"
                "after today)"
            ),
            (
                r"(take care of|look after|feed|watch) my (\w+ ){1,4}(after|when|because) (im|i am|ill be|i wont "
                "be) (gone|dead)"
            ),
            "(this|it) is (my|a) (suicide note|last message|last text|final message|final goodbye|last goodbye)",
            (
                r"(hope|wish) (the|these|this) (pills|dose|drugs|overdose) (\w+ ){0,2}(work|works|kill|kills|"
                "enough|do it)"
            ),
            "(cocked|chambered|loaded) (the|a|my) (gun|pistol|round|bullet|hammer)",
            (
                "in the (tub|bathtub|garage) with (a|the|my) (razor|knife|toaster|blade|gun|car running|engine "
                "running)"
            ),
        ),
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            (
                r"{someone} (\w+ ){0,4}(threatening|threatened|threatens|planning|attempting|talking about|about "
                r"to commit|considering|going to commit|trying to commit|contemplating) (\w+ )?suicide"
            ),
            (
                r"{someone} (\w+ ){0,5}(tried|attempted|trying|tries|attempting) (\w+ )?(to )?(kill|hang|shoot|"
                "drown) (himself|herself|themselves) (tonight|today|just now|an hour ago|this morning|last night|"
                "again|right now)"
            ),
            r"{someone} (\w+ ){0,6}(jump|jumping) (off|from|in front)",
            (
                r"{someone} (\w+ ){0,4}(wants|going|plans|planning|ready|trying) (\w+ ){0,3}(end it|end it all|"
                "end everything|take (his|her|their) (own )?life|overdose)"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "passive_ideation",
        "check_in",
        (
            r"(nobody|no one|noone) (\w+ )?(needs|wants|loves|likes|cares about|would want) me",
            r"(im|i am|feel|feeling|so|being) (\w+ )?trapped",
            "(scared|afraid|terrified) of (my (own )?(thoughts|mind|head|self)|myself|being alone|what im capable)",
            (
                r"(thoughts|mind|head|brain) (\w+ ){0,2}(scare|scares|scaring|frighten|dark|darker|telling me to) "
                "?(me)?"
            ),
            "(dont|not|do not|never) feel(ing)? safe (alone|tonight|right now|being|by|in my own)",
            (
                "what if i (just |finally |actually )?(end|ended|ending|did|do|disappeared|disappear|died|die|"
                "jumped|went|let go|stopped|didnt wake)( it| this| it all)?"
            ),
            "(ways|how|a way) to (do it|end it|go|disappear|get it over with|make it stop|make it look)",
            (
                "(almost|nearly|came close to) (did|doing|do) (something|it)( last night| today| yesterday| "
                "tonight| bad)?"
            ),
            r"used to (cut|cutting|hurt myself|self harm|burn myself) (\w+ ){0,4}(again|want|urge|miss)",
            r"(waiting|wait) (to|for) (\w+ )?(die|death|the end|be over)",
            r"(i|im) (\w+ ){0,3}(die|be dead|of suicide|suicide is)",
            (
                "(cant|dont know how to|no way to) (escape|get out of) (my (own )?(head|mind|life)|this (pain|"
                "life|hell)|the pain)"
            ),
            "(too much|so much) pain (to|i cant|and i cant|for me)",
            "(broken|beyond (help|saving|repair)|past saving|too far gone|a lost cause|no saving me)",
            (
                "(its|it is|everything is|this is) (all )?(too late for me|over for me|no use|hopeless|pointless|"
                "not worth it)"
            ),
            "(nothing|no one|nobody) (can|will) (help|save|fix) me",
            (
                r"(want|wish|like|need) (\w+ ){0,3}(not (to )?feel anything|go numb forever|stop feeling|not "
                "exist|to not be|it all to go away)"
            ),
            "(hanging on|holding on|hold on) by a thread",
            (
                r"(cant|dont) (\w+ )?(face|imagine|picture) (\w+ )?(tomorrow|another day|the future|living|a "
                "future|growing|next)"
            ),
            (
                r"(ready|want|wish) (\w+ ){0,3}(meet my maker|cross over|go to heaven|be in heaven|be at peace|be "
                "at rest|rest in peace)"
            ),
        ),
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            r"(one|last|only) (bullet|round) (\w+ ){0,3}(for me|mine|left and)",
            "(let go|letting go) of the (wheel|rail|railing|ledge|rope)",
            (
                "(chosen|picked|settled on|decided on|set) (a|the|my) (method|beam|hour|date|day|place|spot|tree|"
                "bridge) .*(die|end|ready|means|hour|calm|kill|jump|hang)?"
            ),
            r"(barrel|muzzle) (\w+ ){0,2}(under|in|against|to) my",
            (
                "(floor|balcony|window|rooftop|roof|ledge) .*(window opens|railing is low|jump|let go|not coming "
                "down|going over|step off)"
            ),
            r"(garage|car|shed) (\w+ ){0,6}(engine|car|motor) (\w+ )?(running|on)",
            r"(on|onto|lay|lie|laying|down) (\w+ ){0,3}(the|these) (train |railroad |rail )?tracks",
            "(took|taking|grabbed|swallow|swallowing|drinking) every (last )?(pill|one|tablet|patch)",
            r"every (patch|pill|tablet) and (\w+ ){0,3}(own|have)",
            "(not|isnt|wont be|wasnt) (walk|walking|coming|come|clocking) (back|out alive|home alive|down alive)",
            "(loaded|cocked) (the|my|a) (revolver|pistol|gun|rifle|shotgun)",
            (
                r"(gun|pistol|shotgun|rifle|revolver|escopeta|pistola) (\w+ ){0,5}(side of the bed|al lado de la "
                "cama|wont see|no pienso ver|see (the )?(sun|morning))"
            ),
            "(where to find|find) (me|my body) .*(dead|road|truck|basement|woods|garage|sorry)",
            "(dont|do not|didnt) want to be alone when i (do it|die|go)",
            "(cant|wont) be talked out of (it|this) .*(die|alone|tonight|goodbye|do it)",
            "(end|ending|finish|done with) (everything|all of it|it all|myself) (tonight|today|for good|now)",
        ),
    ),
)

SPANISH = (
    Pattern(
        "suicide_intent",
        "card",
        (
            (
                "(matarme|suicidarme|suicidar me|ahorcarme|colgarme|dispararme|ahogarme en el (rio|mar|lago)|"
                "pegarme un tiro|darme un (tiro|balazo|plomazo)|meterme un (tiro|balazo)|volarme (la cabeza|los "
                "sesos|la tapa)|quitarme la (vida|existencia)|envenenarme|auto ?matarme|autodestruirme)"
            ),
            (
                "me (voy a|quiero|pienso|quisiera|iba a|vengo a|estoy por|provoca|dan ganas de) (ya )?(a "
                ")?(matar|suicidar|ahorcar|colgar|disparar|pegar un (tiro|balazo)|dar un (tiro|balazo|plomazo)|"
                "quitar la vida|tirar del|tirar de un|aventar de|aventar del|aventar al|lanzar del|tirar al|"
                "cortar las venas|volar la cabeza|envenenar)"
            ),
            (
                "(me )?(quiero|kiero|deseo|quisiera|prefiero|preferiria|ganas de|ojala) (ya )?(morir|morirme|"
                "estar (muerto|muerta))"
            ),
            "me (quiero|quisiera|deseo|ganas de|provoca) (ya )?morir",
            (
                "(acabar|terminar|acabo|termino|acabe|terminare|acabare|poner fin|ponerle fin) (con |a )(mi vida|"
                "mi existencia|todo esto|todo de una vez|todo (hoy|esta noche|ya))"
            ),
            "(acabar|terminar|ponerle fin|poner fin) (con |a )?todo {hoy}",
            "{quiero} .. (acabar|terminar) (con )?(todo|mi vida|esto de una vez)",
            (
                "(pienso|pensando|penso|pensamientos|ideas|idea|planes|plan|pensado|planeando|ganas|"
                "considerando) .. (en |de |del |el )(el )?(suicidio|suicidarme|suicidas|suicida|quitarme|matarme)"
            ),
            "(pensamientos|ideas|ganas) (suicidas|de (suicidio|morir|morirme|matarme|no vivir|no existir))",
            "(estoy|me siento|soy|ando) (muy )?suicida",
            (
                "(ya )?(no quiero|no deseo|no tengo ganas de|no quisiera) (ya )?(vivir|seguir (con vida|viviendo|"
                "vivo|viva)|estar (vivo|viva)|existir)( mas)?"
            ),
            "(cortarme|abrirme|corte|cortar) (las )?(venas|munecas|el cuello)",
            (
                "(tirarme|aventarme|lanzarme|saltar|botarme|arrojarme|brincar) (de |del |desde |al |a |en |por |"
                "enfrente |frente |bajo |debajo )+.. (puente|edificio|balcon|techo|azotea|tren|metro|rio|"
                "barranco|carro|ventana|camion|via|vias|precipicio|piso|acantilado|vacio|barranca|trafico|"
                "autopista|camiones)"
            ),
            (
                "(chocar|estrellar|estrellarme) .. (el carro|el coche|mi carro|la camioneta|contra|a proposito|"
                "con el carro)"
            ),
            (
                "{quiero} .. (tomarme|tomar|tragarme|meterme) ... (todas|todo el|toda la|todos|el frasco|de "
                "golpe|de una vez|para (morir|no despertar|dormir para siempre|morirme))"
            ),
            "(tomarme|tragarme) (todas|todo el frasco|todo el bote|todos|toda la caja|el frasco entero)",
            (
                "(pistola|arma|revolver|escopeta|rifle|cuete|fierro) .. (en|a|contra) (la|mi) (cabeza|boca|sien|"
                "mano|pecho)"
            ),
            (
                "(soga|cuerda|lazo|mecate|cinto|cinturon) .. (en|al|del|lista|listo|alrededor) .. (cuello|lista|"
                "viga|techo|garganta)?"
            ),
            (
                "(escribi|escribiendo|deje|dejando|hice|escrito|mande|grabe) .. (carta|cartas|nota|notas|mensaje|"
                "mensajes|video) (de )?(despedida|suicidio|suicida|adios|para despedirme)"
            ),
            "(nota|carta) (de )?(suicidio|suicida)",
            (
                "(esta noche|hoy|manana) (me mato|lo hago|se acaba|me voy a ir|termina todo|me voy para siempre|"
                "me quito|acabo con|es mi ultima|es mi ultimo|es el ultimo|sera mi ultima|me muero|me despido)"
            ),
            r"(usar|usarla|usarlo|usare|disparar\w*) (conmigo|contra mi)",
            (
                r"(ya tengo|tengo|traigo|compre|consegui|prepare) (\w+ ){0,3}(soga|cuerda|lazo|mecate|pistola|"
                r"todo listo|las pastillas (juntas|listas|en la mano)|veneno|hierro|arma) (\w+ )?(amarrada|lista|"
                "listo|cargad[oa]|en la mano|para|juntas)?"
            ),
            "(mi vida|todo|esto) (se acaba|termina|acaba) (hoy|esta noche|ya|ahora|manana)",
            "(hoy|esta noche|ya) (termino|acabo) (con )?todo",
            "(saltar|brincar|tirarme|aventarme|lanzarme) .. (del|de un|de la|desde)",
            "(diganle|dile|digan) a mi .. que (la|lo|los|las) (quiero|amo)",
            "me (mato|suicido|cuelgo|ahorco|disparo|pego un tiro|quito la vida)",
            (
                "(tengo|ya tengo|hice|hay) (un |el |mi )?plan .. (para|de) (morir|matarme|quitarme|suicidarme|"
                "hacerlo|acabar)"
            ),
            (
                "(se|ya se|ya decidi|decidi|tengo decidido) (como|cuando|donde) .. (voy a|quiero) (morir|hacerlo|"
                "matarme|quitarme)"
            ),
            "adios (mundo|a todos|para siempre|vida|mundo cruel)",
            "(para|mejor|prefiero) (estar muert[oa]|morir que|la muerte)",
            "(mejor|mas facil) (muerto|muerta|me muero|morirme)",
            "(la muerte|morir|morirme|matarme|suicidarme) (es|seria|parece) (la|mi|el) (unica|unico|mejor)",
            (
                "(unica|unico|mejor) (salida|camino|solucion|opcion) (es |seria |que .. es )?(la muerte|morir|"
                "morirme|matarme|el suicidio|suicidarme)"
            ),
            (
                "(manera|forma|modo) (mas )?(facil|rapida|rapido|sin dolor|menos dolorosa)? ?(de|para) (morir|"
                "morirme|matarme|suicidarme)"
            ),
            (
                "(guardando|juntando|guarde|junte|tengo guardadas|escondiendo|ahorrando|acumulando) .. "
                "(pastillas|pastas|medicinas|pepas)"
            ),
            (
                "(subid[oa]|parad[oa]|sentad[oa]|estoy|orilla) .. (en|a|al|del) .. (puente|azotea|techo|borde|"
                "cornisa|vias|balcon) .. (saltar|tirarme|aventarme|brincar|acabar|morir|ya no)"
            ),
            (
                "(no voy a|ya no voy a|no pienso) (estar|llegar|amanecer|despertar) .. (viv[oa]|manana|aqui "
                "manana|a manana)"
            ),
            "(dejame|dejenme|ayudame a|ayudenme a) morir(me)?",
        ),
    ),
    Pattern(
        "suicide_intent",
        "check_in",
        (
            (
                "(intente|trate de|quise|trataba de|intento de|he intentado|estuve a punto de|casi|pense en|"
                "llegue a|habia pensado) .. (matarme|suicidarme|quitarme la vida|ahorcarme|suicidio|colgarme|"
                "morirme|acabar con mi vida|me mato|me suicido|me quito la vida|morir)"
            ),
            "me (quise|intente|trate de) (matar|suicidar|quitar la vida|ahorcar|colgar|morir)",
        ),
        tense="history",
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            (
                "{alguien} ... (quiere|quieren|dice|dijo|diciendo|va a|amenaza|amenazo|amenazando|intento|"
                "intenta|trato|habla|hablando|piensa|planea|escribio|mando|puso|juro|iba a) ... (matarse|"
                "suicidarse|quitarse la vida|morirse|morir|colgarse|ahorcarse|dispararse|aventarse|tirarse|"
                "acabar con su vida|pegarse un tiro|darse un tiro|matar|suicidar|quitar la vida)"
            ),
            (
                "se (quiere|va a|quiso|trato de|intento|esta tratando de|quieren) (matar|suicidar|quitar la vida|"
                "colgar|ahorcar|tirar del|aventar|lanzar|disparar|pegar un tiro|morir)"
            ),
            "{alguien} ... (no quiere|ya no quiere|no quieren) (vivir|seguir viviendo|existir)",
            (
                "{alguien} ... (tiene|agarro|esta con|saco|con) ... (pistola|cuchillo|arma|soga|cuerda|pastillas|"
                r"navaja) ... (matarse|suicid\w+|morir|cabeza|cuello|venas|quitarse)"
            ),
            "{alguien} ... (dejo|escribio|mando) ... (carta|nota|mensaje) (de )?(despedida|suicidio|adios)",
            "{alguien} ... (pensamientos|ideas) suicidas",
            "(cortarse|cortando|corto) las venas",
            "(encontre|hay|dejo) .. (nota|carta) (de )?(suicidio|suicida|despedida)",
            (
                "{alguien} ... (esta|en|subido|subida|trepado|parado) ... (puente|techo|azotea|balcon) ... "
                r"(tirar\w*|saltar|aventar\w*|brincar|lanzar\w*)"
            ),
        ),
        subject="other",
    ),
    Pattern(
        "suicide_intent",
        "check_in",
        (
            (
                "{alguien} ... (no quiere (despertar|estar aqui|seguir)|mejor sin (el|ella)|se esta despidiendo|"
                "regalando sus cosas|regalo sus cosas|no le ve sentido)"
            ),
            (
                "(miedo|temo|preocupa|asusta|creo|siento) .. (de )?que .. {alguien} .. (se )?(haga|hagan|vaya|"
                r"quiera|intente|mate|suicide|lastime|cometa|pueda|va a|quiere) .. (algo|dano|matar\w*|quitar\w*|"
                r"suicid\w*|locura|tonteria|morir\w*)?"
            ),
            "(miedo|temo|preocupa) .. que se (haga dano|haga algo|mate|suicide|quite la vida|lastime)",
        ),
        subject="other",
    ),
    Pattern(
        "passive_ideation",
        "check_in",
        (
            (
                r"(mejor|mas feliz|mas felices|mas tranquil\w+|bien) (sin mi|si (yo )?(no|me|ya no|desapare\w+|"
                r"muer\w+|faltara|no estuviera|no existiera)|cuando (yo )?(no|ya no|me)|si no estoy)"
            ),
            (
                "(estarian|estaria|estaran|estan|seria|vivirian|serian) .. (mejor|mas felices|mas tranquilos|"
                "bien) .. sin mi"
            ),
            (
                "(no quiero|ya no quiero|no quisiera|ojala no|ojala nunca|quisiera no|quiero no|preferiria no|"
                "espero no|rezo para no|sin ganas de|no tengo ganas de|pido no|quisiera ya no|quisiera nunca|"
                r"ojala ya no) (ya |mas |volver a |tener que |seguir )*(despertar\w*|despierte|despertara|"
                "amanecer|amanezca|estar aqui|seguir aqui|estar|seguir|existir|nacer|nacido|haber nacido|vivir|"
                "levantarme|abrir los ojos|continuar|aqui|volviera a despertar|volver a despertar)"
            ),
            (
                "(dormir|dormirme|quedarme dormid[oa]|acostarme|duermo|me duerma) .. (y )?(para siempre|y no "
                r"despertar\w*|no despertar\w*|nunca despertar\w*|no volver|ya no despertar\w*|no despierte)"
            ),
            (
                "(quisiera|quiero|ganas de|ojala|gustaria|deseo|pudiera) (solo |ya |nomas |poder )?(desaparecer|"
                "desaparezca|esfumarme|dejar de existir|no existir|no estar|dejar de vivir|irme para siempre|"
                "irme de este mundo|descansar para siempre|descansar en paz|que todo (se )?(acabe|acabara|"
                "termine)|que (se )?(acabe|termine) (todo|esto)|que me trague|apagarme|que dios me (lleve|"
                r"recoja)|estar muert[oa]|me muriera|morirme dormid\w+)"
            ),
            (
                "(dios|diosito|virgencita|senor|virgen) (ya )?(que )?(ya )?me (lleve|recoja|quite la vida|"
                "llevara|recogiera)"
            ),
            "(ya )?nada (ya )?(tiene|vale|importa) (sentido|la pena|nada)?",
            "no (me )?(siento|estoy) (muy )?segur[oa] (conmigo|sol[oa]|a solas)",
            (
                r"si (yo )?me (muero|muriera|muero hoy|pasa algo|mato) (\w+ ){0,4}(importa|mejor|modo|nadie|llore|"
                "igual|que)"
            ),
            "(siento|creo|se) que (no pertenezco|sobro|estorbo|ya no encajo)",
            "(cerrar|cierre) los ojos (y ya|para siempre|y no abrirlos)",
            (
                "(no (le )?(veo|encuentro|hallo|tiene|tengo|hay)|ya no (le )?(veo|encuentro|hallo|tiene|tengo|"
                "hay)|perdi|sin|cual es el|que|para que|no le veo|cual) (ningun |ninguna |ya |mas |la |el |caso |"
                "para )*(sentido|razon|razones|motivo|motivos|salida|esperanza|esperanzas|futuro|ganas|caso|"
                "chiste|solucion|para que) .. (a |de |para |en |por )?(la |mi |que )?(vida|vivir|seguir|nada|"
                "esto|todo|existir|estar|luchar|levantarme|mi|adelante|viviendo)?"
            ),
            (
                "(no le veo|no tiene|no encuentro|sin) (ya |mas |el )?(sentido|caso|chiste)( a (la |mi )?vida| a "
                "nada| seguir| vivir| de vivir)?"
            ),
            "para que (seguir|sigo|vivir|vivo|estoy|levantarme|luchar|intentarlo|despertar)",
            "que (caso|sentido|objeto) (tiene|hay|tendria)",
            (
                "(cansad[oa]|hart[oa]|agotad[oa]|aburrid[oa]|fastidiad[oa]) (ya )?(de )(la vida|vivir|mi vida|"
                "esta vida|existir|todo|luchar|seguir|estar viv[oa]|sufrir|ser una carga|tanto sufrir|pelear|mi "
                "misma|mi mismo)"
            ),
            (
                "(ya )?no (puedo|aguanto|soporto|doy|resisto|doy para|aguantare|tengo fuerzas)( con)?( ya)? (mas|"
                "esto|esta vida|la vida|con esto|asi|otro dia|seguir|seguir asi|para seguir|con mi vida|tanto "
                "dolor|un dia mas|con todo|vivir|para nada)"
            ),
            (
                "(me rindo|me di por vencid[oa]|tiro la toalla|me doy por vencid[oa]|quiero rendirme|ya perdi la "
                "esperanza)"
            ),
            (
                "(soy|me siento|siendo|sintiendo) (solo |nomas |una |como una |como )*(una )?(carga|estorbo|un "
                "estorbo|peso para|una basura|inutil)"
            ),
            (
                r"(nadie|quien|ni) (me )?(va a )?(extranar\w*|echar\w* de menos|notar\w*|llorar\w*|se daria "
                "cuenta|me extranaria|le importaria|le importa si)"
            ),
            (
                r"(a )?nadie le (importa\w*|importaria|va a importar) (si )?.. (vivo|muero|me muero|desapare\w+|"
                "yo|existo|estoy|falto|me pasa|ya no)"
            ),
            (
                r"(me da|me daria|da) (igual|lo mismo) .. (vivir|morir\w*|si|seguir|estar|si me|despertar\w*|"
                "viv[oa]|muert[oa]|amanecer)"
            ),
            (
                r"(no me importa|ya no me importa|no me importaria|me vale) .. (si )?(vivo|muero|morir\w*|me "
                "muero|vivir|me muriera|me pasa|lo que me pase|despertar|no despertar|amanezco|nada|que me pase|"
                "si me pasa|me pase)"
            ),
            (
                "(regale|regalando|regalar|repartiendo|reparti|di|dando|deje) .. (mis cosas|todas mis cosas|mi "
                "ropa|mi perro|mis pertenencias|todo lo mio|lo que tengo|mi gato|mis herramientas|mis mascotas)"
            ),
            (
                "(despedirme|despidiendome|me despedi|despedida|me quiero despedir|me estoy despidiendo|vengo a "
                "despedirme|adios para siempre)"
            ),
            "(cuando|el dia que|si) (yo )?(ya )?(no este|me muera|falte|no exista|me vaya|desaparezca|muera)",
            (
                r"(cuiden|cuida|cuidame|encargo|cuidenme) (de |a )?(mis|mi) (hij\w+|nin\w+|perr\w+|mama|familia|"
                r"gat\w+|bebe)"
            ),
            (
                "(ojala|quisiera|quiero|desearia|hubiera querido|mejor) .. (no haber nacido|no hubiera nacido|"
                "nunca haber nacido|nunca hubiera nacido|estuviera muert[oa]|me muriera|me hubiera muerto|"
                "haberme muerto|morirme|muriera|no existir|no existiera|me mate|me muera|estar muerto)"
            ),
            (
                "(pienso|pensando|penso|pensado|pensamientos|sueno|imagino) .. (en |con |de )?(la muerte|mi "
                "muerte|morir|morirme|no estar|desaparecer|mi funeral|estar muert[oa]|muerte|hacerme algo|hacer "
                "una locura|dejar de existir|mi propio)"
            ),
            r"(pensamientos|ideas) (muy )?(feos|feas|malos|malas|oscuros|oscuras|negros|negras|negativ\w+ de)",
            (
                "(miedo|temo|asusta|asustada|asustado) .. (de |a )?(lo que|hacerme|hacer|que me|quedarme sol[oa]|"
                "mi mism[oa]|estar sol[oa]|estar a solas)"
            ),
            "(hacer|cometer|haga|hago) (una |alguna |algo )(locura|tonteria|estupidez|malo|barbaridad|pendejada)",
            "(hacerme|hacer me|me quiero hacer|me haga|me hago|me voy a hacer) (algo|dano)",
            "(no confio|ya no confio) en mi (mism[oa])?",
            (
                "(esto|todo|mi vida|la vida|ya) (ya )?(no tiene|no vale|perdio|no le veo|se acabo|termino) "
                "(sentido|la pena|el sentido|para mi|vivirla|caso|remedio|solucion|salida|valor)"
            ),
            (
                "(no merezco|no vale la pena|no sirvo para|no valgo) (vivir|seguir|la vida|nada|estar aqui|estar "
                "viv[oa]|mi vida)"
            ),
            "merezco morir(me)?",
            "(lo unico|la unica|el unico) que (me )?(mantiene|detiene|sostiene|frena|queda)",
            (
                "(pronto|ya) (no|nunca) (voy a|los voy|les voy|sere|estare|sabran|van a|los) (a )?(estar|"
                r"molestar\w*|ser|aqui|saber|dar lata|problema)"
            ),
            "(ya no|no) (voy a|estare|quiero) (dar|ser|causar) .. (problema|problemas|molestia|carga|lata)",
            (
                "(quiero|quisiera|necesito|que) .. (todo|esto|el dolor|este dolor|la cabeza) .. (pare|se acabe|"
                "acabe|termine|se termine|se pare|parara|se acabara)"
            ),
            "(toque|tocando|toque el|toco) fondo .. (y )?(no|ya no|quiero|para que)",
            "(hacerme dano|lastimarme|danarme|hacerle dano a mi)",
        ),
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            (
                r"{quiero} (\w+ ){0,3}(morir|morirme|matarme|suicidarme|quitarme la vida|ahorcarme|colgarme|estar "
                "muert[oa])"
            ),
            (
                r"(decidi|decidid[oa]|list[oa]|punto|hora|dispuest[oa]|prepar\w+) (\w+ ){0,3}(morir|morirme|"
                "matarme|suicidarme|irme de este mundo|jalar el gatillo|jalarle|quitarme)"
            ),
            "(jalar|apretar|jalo|jalarle|aprieto) (el|al) gatillo",
            "(me atropellen|meterme al trafico|aventarme a los carros|tirarme a los carros|echarme a la autopista)",
            r"si (\w+ ){1,6}(me mato|me suicido|me cuelgo|me quito la vida) (hoy|esta noche|ahora)",
            (
                r"(llegar|llego|amanecer|amanezco|pasar|paso) (\w+ )?viv[oa] (al|a|de|hasta) (\w+ )?(lunes|martes|"
                "miercoles|jueves|viernes|sabado|domingo|manana|noche|semana)"
            ),
            r"si me (dejan|deja|quedo) sol[oa] (\w+ ){0,3}(me mato|me suicido|me cuelgo)",
            r"(soga|cuerda|mecate|lazo) (\w+ ){0,2}(puesta|colgada|list[oa]|amarrad[oa])",
            "me (voy a|quiero|pienso) ahogar",
            "hoy (me muero|es el dia|es mi dia|me toca morir)",
        ),
    ),
    Pattern(
        "passive_ideation",
        "check_in",
        (
            r"nadie me (\w+ )?(necesita|quiere|ama|extrana|echa de menos|va a extranar)",
            (
                r"(me siento|estoy|sentirme) (\w+ )?(atrapad[oa]|sin salida|acabad[oa]|derrotad[oa]|sin esperanza|"
                "sin ganas)"
            ),
            r"no me veo (\w+ ){0,2}(aqui|viv[oa]|en el futuro|el proximo|llegando|con futuro|manana)",
            r"esperando (a )?(que )?(me )?(morir\w*|muera|la muerte|mi muerte|el final)",
            "(mal[oa]s|fe[oa]s|oscur[oa]s|negr[oa]s|horribles) (pensamientos|ideas)",
            "(anoche|ayer|hoy|casi) (casi )?(casi hago|hago|hice|lo hago|me hago) (algo|una locura|lo peor|dano)?",
            (
                r"(ojala|espero|quisiera) (ya )?no (pase|pasar|llegue|llegar|amanezca|amanecer|despertar\w*|"
                "sobrevivir|sobreviva)"
            ),
            r"antes me (cortaba|lastimaba|quemaba|hacia dano) (\w+ ){0,5}(otra vez|de nuevo|volver|quiero|ganas)",
            (
                r"(miedo|susto) (de|a|me dan|me da) (\w+ )?(mis pensamientos|mi mente|mi cabeza|mi mism[oa]|"
                "quedarme sol[oa])"
            ),
            "mis pensamientos me (asustan|dan miedo|dicen)",
            (
                r"(no|ya no) (hay|tengo|me queda|queda) (\w+ ){0,3}(por que|por quien|razon para|motivo para|"
                r"nada) (\w+ )?(vivir|seguir|luchar)?"
            ),
            "(y )?si (mejor )?(me muero|acabo con|termino con|desaparezco|me voy para siempre)",
            "(maneras|formas|como) (de|para) (hacerlo|acabar|desaparecer|terminar con)",
            "(ya )?(es|sera|fue) (muy |demasiado )?tarde para mi",
            r"(nada|nadie) (me )?(puede|va a|podra) (ayudar\w*|salvar\w*)",
            r"(yo|estoy) (\w+ ){0,3}(morirme|suicid\w+|matarme)",
            r"no (me )?(levanto|levantaria|importa|importaria) (\w+ )?si (\w+ )?(no despierto|me muero|muero)",
        ),
    ),
    Pattern(
        "suicide_intent",
        "card",
        (
            "(soltar|solte|suelto) el volante",
            (
                r"(puse|amarre|colgue|tengo|puesto) (\w+ ){0,2}(lazo|soga|cuerda|mecate) (\w+ ){0,2}(a|en|de) (la|"
                "el|una|un) (viga|arbol|techo|rama|ventilador|tubo)"
            ),
            r"(prendo|prender|prendi|prendido) el carro (\w+ ){0,2}(garaje|cochera|garage)",
            "(con|abro|abri|abrir|dejo) el gas (abierto|prendido)?",
            r"(estoy|parad[oa]|subid[oa]|sentad[oa]) (\w+ ){0,3}(puente|azotea|barandal|cornisa|vias|orilla)",
            "(mande|mandado|escribi) mi ultimo mensaje",
            "(no pienso|no voy a|ya no voy a) (ver (el sol|la manana|otro dia)|bajar|regresar viv[oa])",
            (
                "(me voy|irme|alcanzo|me alcanzo) con (mi )?(abuelit[oa]|viej[oa]|mama|papa|hij[oa]|espos[oa]) "
                r"(\w+ )?(al cielo|esta noche|hoy)"
            ),
            "(escopeta|pistola|rifle) cargad[oa]",
        ),
    ),
)
