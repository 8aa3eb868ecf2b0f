/**
 * What people choose first, in the languages that we speak: words of leaked lists, names, clubs, places, idols, walks over
 * the keyboard. Put together by hand; digits and signs around a word, and letters drawn as digits, are taken off before
 * it is looked up, so that one line here stands for hundreds of passwords.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
    aaa aaaa aaaaaa aaaaaaaa aabbcc aaron abacaxi abby abc abcabc abcd abcdabcd abcde abcdef abcdefg abcdefgh abigail
    abracadabra abril abuelita abuelo acceso access accesso accord acdc acesso acmilan acqua actor actress adam adios
    admin administrador administrateur administrator admins adriana adriano advogado aerosmith africa ageofempires
    aggies agosto agua aguia ahmed airforce ajax alabama aladdin alan alaska alberto alegria alejandra alejandro aleluia
    alessandra alessandro alessio alex alexander alexandra alexandre alexis alfaromeo alfredo algerie alice alien aliens
    aline allah allen almeida alterar altima alvarez alves always amanda amarelo amazon amber amen america american
    amici amiga amigas amigo amigos amis amistad amizade amministratore amor amora amorcito amore amoremio amores
    amoreterno amormio amorzinho amsterdam amy ana anabeatriz anaclara anaconda anakin anal anapaula anderson andre
    andrea andreas andreia andres andrew andrey android andy angel angela angelito angels angie anjinho anjo ann anna
    annie ant antoine antonio anybody anything aout apartment apollo apple apples april aprile aquarius aragorn araujo
    architect argent argentina ariel aries arizona army arriba arschloch arsenal arthur artist arturo asd asdasd
    asdasdasd asdf asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl ashlee ashley asia aslan asroma ass assassin
    assassins assassinscreed asshole assholes asterix astra athena athletic athletico atlanta atletico audi august
    aurelie aussie austin australia austria automne autumn avatar avemaria avengers avril axe ayrtonsenna azerty
    azertyuiop azienda azul babe baby babyboy babydoll babyface babygirl babylove bacardi bacio backup bacon badass
    badboy badboys baddest badger badgers badgirl bahia bailey bambi banana bananas banco bandit bangkok bank barbara
    barbie barbosa barca barcelona barney barros bart bartsimpson baseball basil basket basketball basquete bass bassman
    batman bayern bayernmunchen bazinga beach beagle bear bears beast beatles beatriz beaver bebe bebezinho becker
    beckham becky bedroom bee beer bees beethoven beijing beijo beijos belem belgium belieber believe believeinme
    believer bella belle bemvinda bemvindo ben benfica benjamin benny benutzer benvenuto berlin bernard bert besiktas
    beso besos bestfriend bestfriends beth betis betty bettyboop beverly beyonce bff bia bianca bianchi biatch bible
    biblia bidu bieber bienvenido bienvenue bier bigbang bigbird bigboy bigdaddy bigdick bigdog biggie bigmac bigman
    bigtits bike biker bilbo bill billionaire billy bingo biology bird birdie birds birra bismillah bitch bitches
    bitcoin bla black blackcat blackdragon blackhawks blackie blackjack blacklabel blackout blacksabbath blah blahblah
    blake blanc blanco blau bleach bless blessed blessing bleu blink blinkone blog blood bloody blowjob blue blueberry
    bluedevils bluemoon blues bluesky bluetooth blume bmw bmx bob boba bobby bobmarley boca bocajuniors bogota
    boilermakers bolivia boludo bomb bomber bombon boneca bonequinha bonheur bonita bonito bonjour bonjovi boobies boobs
    book books bookworm boomer boots borboleta boricua boss boston botafogo box boxer boxes boxing boy boys branco
    brandon brasil brasileiro brasilia braveheart braves brazil bread breakingbad brenda brian brigadeiro britney
    britneyspears brittany brittney broncos bronx brooke brooklyn brother brown brownie bruce bruins bruna bruno bryan
    bryce bubba bubbles buceta buckeyes buda buddha buddy budweiser buenosaires buffalo bug bugatti bugs bugsbunny
    builder bull bulldog bulldogs bullet bullets bulls bullshit bumblebee bunnies bunny bureau burger burrito business
    buster butter butterflies butterfly buzz bye byebye caballo cabron cacete cachaca cachorrinho cachorro cactus
    cadeira caderno caesar cafe cake calcio california callofduty calvin camaro cambiame cambiar cambridge camel camera
    cameron camila camilla camille camilo camion campeao campeon campos camry canada canadiens cancer cancion candy
    candygirl caneta cantremember capitan capitao capoeira cappuccino capricorn captain captainamerica captainmorgan car
    caracas caralho cardinals cardoso carino carl carlinhos carlos carmen carnaval carol carolina caroline carolyn
    carpediem carpenter carro carrot cars cartman carvalho casa casablanca casey cash casino casper castro cat catalina
    catherine cathy cats catwoman cavalcanti cavalo cazzo ceara cecilia celica celine celtic celtics celular cerveja
    cerveza challenger champion champions change changeit changeme changenow changethis charger chargers charizard
    charles charlie charlotte chase chat checkers cheese cheeseburger cheesecake cheetah chef chefe chelsea chelseafc
    chemistry cherokee cherries cherry cheryl chess chester cheval chevelle chevrolet chevy chewbacca chewie cheyenne
    chiara chicago chicagobulls chicken chico chiefs chien chihuahua child children chile chilipeppers china chinga
    chingada chiquis chiquita chiquito chivas chloe chocolat chocolate chris christ christian christina christine
    christmas christopher chrome chuck church churchill churrasco ciao cielito cielo cinderella cindy cinema cinnamon
    cioccolato cisco citroen civic clashofclans clashroyale class classroom clave claves cleopatra cleveland clio cloud
    clubpenguin coach cobra coca cocacola coche cock coco coconut cody coelho coeur coffee coldplay cole colegio college
    colocolo colombia colombo colorado colts company compaq computador computadora computer computers concha conejito
    conejo connor contrasena contrasenia convidado cookie cookiemonster cookies cooper cop copper coracao coragem
    corazon corinthians coritiba corolla corona corsa corvette cosmos costa cougar counter counterstrike courtney cow
    cowboy cowboys cowgirl cows crack cracker crazy crazyboy crazygirl credit creeper cricket crimson crimsontide
    cristiano cristianoronaldo cristo crow cruzazul cruzeiro crypto crystal cuba cubs culito culo cunt cuore cupcake
    curitiba cute cutie cutiepie cyber cyclones cynthia daddy daddysgirl daisy dakota dallas dance dancer dancing danger
    dangerous daniel daniela danielle danilo danke danmark dark darkangel darkknight darklord darkness darkside darling
    darthvader data database david davide davidson davinci dead deadman deadpool death deathnote debbie debian debit
    deborah debra december decembre deejay default defaults delfin delhi delicia dell demo demon demons demos denise
    denmark dennis dentist denver depeche depechemode derek desert designer desk desktop destino destiny detroit deus
    deuseamor deusefiel deuseminhaforca deusnocomando deutsch deutschland devil dexter dezember dezembro diablo diabo
    diamante diamond diamonds diana diane dias diaz dicembre diciembre dick dickhead die diego digimon digital dimanche
    dinamo dinero dinheiro dino dinosaur dios diosesamor diosteama directioner director diretor disco discord dlink
    doberman dobermann doctor doctors doctorwho dodge dodgers dog doggie doggy dogs dollar dollars dolores dolphin
    dolphins domingo dominicana domino dominoes donald donaldduck donatello donkey donkeykong donna dontforget dontknow
    donttell doom door doris dorothy dortmund dory dota doug douglas dragon dragonball dragonballz dragons drake dream
    dreamer dreaming dreams driver drpepper druid drum drummer drums drwho dublin dubois ducati duck ducks ducky duda
    duke dumbass dumbledore dumbo dupa durand dustin dvorak dwarf dylan eagle eagles earth ebay eclipse ecuador edcrfv
    eddie eduardo edward eeyore egypt einstein ejemplo elefante elena elephant elf elisa elizabeth elmo elsa elves elvis
    email emerald emily eminem emma emo empresa energia energy enero engenheiro engineer england english enrique enter
    enterprise entra entrada entrar entreprise entrer eric ericsson erik ernesto ernie escola escort escritorio escuela
    esempio espana espanol esperanca esperanza esposa essai estate esteban estrela estrelinha estrella estrellita
    estudante estudiante ete eternal eternity ethan ethereum eugene europe eutamo euteamo evelyn everton everything evil
    example excalibur exemplo exito explorer extreme facebook faculdade faggot faith falcon falcons famiglia familia
    famille family familyguy fanta farmer father fcporto febbraio febrero februar february federer federica federico
    feijoada felicidad felicidade felicita felipe felix fenerbahce fenix fernanda fernandes fernandez fernando ferrari
    ferreira feuer fevereiro fevrier feyenoord fiat ficken fiesta fifi fiftycent fightclub filha filho filhos filipe
    film finalfantasy findingnemo finland finn fiona fiorentina fire firefighter firefly fireman firenze firma fischer
    fish fisherman fishes fishing fitness flamengo flash fletcher fleur flipper flor florecita flores florian
    florianopolis florida floripa flower flowers floyd fluffy fluminense flyers focus foda fodase fogao fogo foofighters
    football footballer forca force ford forest forever foreverlove foreveryoung forget forgetit forgotten formula forro
    fortaleza fortnite fotboll fox foxes foxy francais france frances francesca francesco francisco frank frankfurt
    frankie franky freddie freddy freedom freefire freiheit freitag freitas french freund freunde friday friend friends
    frodo frog froggy frogs frontdesk frozen fruhling fuchs fuck fucked fucker fuckers fuckit fuckme fuckoff fuckthis
    fucku fuckyou fuego fuerza fun funk funny fuoco fusca fussball futbol futebol future futuro fuzzy gabi gabriel
    gabriela gabriele galatasaray galaxy galileo galo game gameboy gamecocks gamecube gameofthrones gamer gamers games
    gaming gandalf ganesh ganesha gangsta gangstar gangster garcia garden garfield garlic garota garoto gary gast gata
    gatinha gatinho gatito gato gatona gators gay geforce geheim geld gemini genie genius gennaio george georgia gerald
    gerente german germany gerrard ghost ghostrider giants gijoe ginger giovanni giraffe girassol girl girls giugno
    giulia giuseppe gizmo gladiator gloria glory gmail goal goalie goat god godbless godfather godisgood godislove
    godofwar gohan goias goku gol gold golden goldfish goldmine golf golfer golfing golfinho gollum gomes gomez gonzalez
    gonzalo gonzo goober goodbye goodfellas goodlife goofy google googlechrome goose gostosa gostoso goth gothic gott
    grace gracias gracious grapes gray grazie greece green greenday greenlantern greg gregory gremio gremista grey
    grimreaper grover gryffindor guadalupe guapa guapo guerra guerreira guerreiro guerrero guest gui guilherme guillaume
    guillermo guinness guitar guitarist guitarra gun gunner guns gunsnroses gustavo gym habbo habbohotel hack hacked
    hacker hackers hagrid haha hahaha hakunamatata haley halflife hallelujah hallo halo hamburg hamburger hamilton
    hamster hannah hans hanuman happiness happy happyday happyme hardcore harley harleydavidson harold harry harrypotter
    harvard hase haslo haus havana hawaii hawk hawkeyes hawks hayden heat heather heaven heavymetal hector heineken
    heisenberg hejsan helen helena hell hellas hellboy hellfire hello hellohello hellokitty hellothere helloworld
    heloisa helpdesk heman hemlig hemmelig henrique henry hentai herbst hercules hermana hermano hermanos hermione
    hermosa hermoso hernandez hero heroes hershey herz hewlett hey heyhey hiking himym hiphop history hiver hobbes
    hobbit hockey hocuspocus hoffmann hogwarts hokies hola holland hollywood holy home homem homer homersimpson
    homesweethome honda honey honeybear honeybee hongkong hoosiers hooters hope horny horse horses hostmaster hot hotboy
    hotdog hotgirl hotmail hotspur hotstuff hottie hotwheels house houston hpinvent html huawei hug hugs hulk hund
    hungergames hunter hunters hunting hurricane hurricanes husband huskers huskies husky hustler hyundai ibiza
    ibrahimovic ice icecream icecube icehockey iceman ichigo ichliebedich idontknow iforgot iglesia ignacio igreja ilha
    ilovedad ilovegod iloveher ilovehim ilovejesus iloveme ilovemom ilovemum ilovemusic ilovemylife ilovemyself iloveu
    iloveyou iloveyouu imac immortal impala impreza inception independiente india indigo indonesia inferno infinite
    infinity ingles iniesta insane inshallah instagram intel inter intermilan internacional internet inuyasha inverno
    invierno invitado ipad iphone ipod ireland irma irmao irmaos ironmaiden ironman isa isabel isabela isabella isabelle
    isla islam island istanbul itachi italia italian italiano italy itsasecret iverson jack jackass jackdaniels jackie
    jackpot jackson jacob jacqueline jade jaguar jaguars jaimatadi jake james jamie jan janeiro janela janet janice
    januar january janvier japan japanese jardim jardin jasmine jason jasper java javascript javier jayhawks jayz jazz
    jean jeanne jedi jediknight jeep jefe jeff jeffrey jegelskerdig jelly jen jennifer jenny jeremy jerry jesse jessi
    jessica jesus jesuschrist jesuscristo jesuseocaminho jesuseosenhor jesusislord jesuslovesme jesussalva jetaime jetta
    jeudi jim jimenez jimmy jiujitsu joan joao joaopedro joaovitor joe joey john johnny johnson joker jon jonas
    jonasbrothers jonathan jordan jorge jose josemaria joseph josh joshua joy joyce joydivision jtaime juan juancarlos
    juanito judith judo judy jueves juillet juin julho juli julia juliana juliano julie julien julio july june jungle
    junho juni junio jupiter jurgen justinbieber juve juventus kaka kakashi kanye karate karen karma katana kate
    katharina katherine kathleen kathryn kathy katie katniss katyperry katze kawasaki kayla keith kelly ken kenneth
    kennwort kenny kenobi kentucky kenya kermit kevin key keyboard keys keyword khaleesi kia kid kids kill killer
    killerbee killers killme kim kimberly king kingdomhearts kingkong kings kirby kirk kiss kisses kissme kitchen kitten
    kittens kitty klaus knicks knight knights knockknock koala kobe kobebryant kocham kochanie kodeord koeln korea
    korean korn kratos krishna kyle labrador ladies lady ladybug ladygaga lake lakers lamborghini lamiaparola lampard
    lancer lancia lannister lapin laptop lara larissa larry lasagna lasvegas latin laugh laura lauren laurent lavender
    lavoro lawrence lawyer lazio lea leagueoflegends leao leben lebron ledzeppelin leeds legend legendary legends lego
    legolas legos lemon lena lennon lenovo leo leon leonardo leopard lesbian leticia letmein letmeinnow letmepass letter
    letters liberdade liberta libertad liberty libra libro liebe life lifeisgood lifetime lightning lilies lily lima
    limao limon limpbizkit linda lindinha lindo link linkedin linkinpark linksys linux lion lioness lionking lions lisa
    lisboa live liverpool living livro liz lizzie lkjhgf lkjhgfdsa lmao lobo loca lock locker loco logan login logitech
    logmein logon loki lokiju lol lola london longhorns lopez lordoftherings lorena lorenzo lori losangeles losenord
    lottery lotus louis louise louisiana love lovebug lovehate loveit loveless lovelove lovely loveme lover lovers loves
    loveu loveyou lua luana luca lucas lucia lucifer lucky luckycharm luckydog luckyone luffy luglio luigi luis luisa
    luiz luiza lukas lukeskywalker lulu luna lundi lunes lunita lupita luz lynx lyon lyubov macbook macintosh mackenzie
    mad madison madman madmax madonna madrid mae mafia mafioso mage maggie maggio magic magician mai mail mailbox maio
    maison malaysia malibu mama mamae maman mamma man manager manaus manchester mancity mango manhattan maniac manila
    manon manu manuel manuela manunited manutd mapleleafs mar maradona marcela marcelo march marco marcos marcus mardi
    mare margaret margarita maria mariaclara mariaeduarda mariajose mariana marido marie marilyn marina marine marines
    mario mariposa mark markus marley maroc mars marseille marshmallow martes martha martin martina martinez martini
    martins marvel mary marz marzo maserati mason master masterkey mateo mateus math matheus mathieu matkaboska matrix
    matt matteo matthew matthias maverick max maxi maxima maxime maximum maximus may mayo mazda mbappe mccartney
    mcdonalds mechanic medellin medic medical medicina meer meg megadeth megan megane megatron meghan meinpasswort
    meinschatz mel melbourne melissa melon memories memory memphis mendes mendoza mengao menina menino mental
    mercadolibre mercadolivre mercedes mercedesbenz merci mercredi mercy merda merde merlin mermaid mesa messi metal
    metalgear metallica meuamor meuanjo meubem meufilho mexicano mexico mexicolindo meyer mia miami miamor miangel
    miaparola miata mibebe mice michael michaeljackson michel michelangelo michelle michigan micielo mickey mickeymouse
    miclave micorazon microsoft midnight miercoles mierda mighty miguel miguelito mihija mihijo mike mikey milan milano
    military miller million millionaire millonarios mimi minas minasgerais minecraft minhafamilia minhafilha minhasenha
    minhavida minnie minou mint mireina mirey misiek misspiggy missy mitsubishi mittens mivida mividaeres mnbvcx mnbvcxz
    mobile model modem mohamed mohammed moleque molly mommy monamour moncoeur monday monde money moneymaker moneyman
    moneymoney monica monika monitor monkey monkeyboy monkeys monmotdepasse monopoly monster montag montana monteiro
    montreal moon moonlight moonshine moose morales mordor moreau morgan morpheus mortalkombat moscow moskva motdepasse
    mother motherfucker moto motocross motor motorbike motorola mountain mountaindew mountaineers mountains moura mouse
    movie movies mozart mudar mudarsenha muffin muhammad mulher muller mumbai mummy munchen mundo muneca muppet murphy
    muse music musica musik musique muslim mustang mybaby mylife mylove mypassword mysecret myself myspace mysql myszka
    nacional nadal naked nala namaste nancy napoleon napoli narnia naruto nasa nascar nascimento nashville natacao
    natalia natalie natasha nathalia nathalie nathan nature natureza navy navyseal negocio negro nemo nena nene neo
    neopets neptune netadmin netflix netgear network nevada never neveragain nevermind newcastle newpassword newton
    newyork newyorkcity neymar neymarjr nicholas nick nicky nicolas nicole nigeria night nightmare nightwing nikki nina
    ninja ninjas ninjaturtles nino nintendo nirvana nissan noah nobody nobodyknows noidea noir nokia none nono
    nopassword norge norman norway nossasenhora notebook nothing notredame novasenha novavida november novembro
    noviembre noway nube nude number numbers nurse nurses nutella nvidia nyc oakland oasis obelix obiwan obrigada
    obrigado ocean oceano october octobre octubre odin office oficina ohio okay okok oktober ola olaf oldpassword
    oliveira olivia olympique omsairam onedirection onepiece onion online opel open opensesame openthedoor openup
    operador operator optimus optimusprime oracle orange oranges orc orchid orcs ordenador ordinateur oregon oreo
    orgullo orkut orlando oscar osito otono otter ottobre outlaw outlook outono outubro overwatch owl oxford ozzy pablo
    pace packard packers pacman pacoca pagode pai paige paix pakistan paladin palio palmeiras pam pamela panasonic panda
    pandas pantera panther panthers paola paolo papa papai paper papillon paraguay parasempre paris parker parol parola
    parrot pass passado passarinho passat passcode passe passkey passord passphrase passwor password passwords passwort
    passwrd past pasta patches patricia patrick patriots paty paul paulo paypal paz peace peaceful peach peaches peanut
    peanutbutter peanuts pearl pearljam pedrinho pedro peixe pele pelota penarol pencil pendejo pene penguin penguins
    penis penny pentium pepper pepsi pereira perez perkele perl perrito perro peru peter petra peugeot pferd phantom
    philadelphia philip philipe philippe philippines philips phoebe phoenix phone photo photographer photos php physics
    piano picard picasso picture pierre pig piggy piglet pigs pija pikachu pilar pilot pimp pimpin pinche pineapple
    pinguim pink pinkfloyd pinkpanther pinky pinoy pinterest pinto pipoca pirate pirates pisces pistol pitbull
    pittsburgh pizza planet plato playa playboy player playstation please pleasechange pluto poem poetry poison poiuy
    poiuytrewq pokemon poker pokerface poland police polo polska ponies pony poodle pooh pookie popcorn popeye porfavor
    porn porno porra porsche porta porter portland porto portoalegre portugal portugues postgres postmaster potato
    potter power powerful powerrangers praia preciosa precioso precious predator present presente presley preto
    primavera primos prince princesa princesinha princess princesse princeton principe principessa printemps printer
    prinzessin priscila privet profesor professor prova provisoria provisorio prueba pruebas psalm psg psv psycho pubg
    puertorico pulpfiction puma pumas pumpkin punk punkrock punto puppies puppy purple purplehaze pussy pussycat puta
    putaquepariu putas puto putos puzzle python qazqaz qazwsx qazwsxedc qazxsw qqqqqq quake quarta queen quinta qweasd
    qweasdyxc qweasdzxc qweqwe qwer qwert qwerty qwertyu qwertyui qwertyuio qwertyuiop qwertz qwertzu qwertzuiop rabbit
    rabbits racecar racer rachel racing radeon radio radiohead rafael rafaela raiders rain rainbow rainha rakastan ralph
    ram rama rambo ramirez rammstein ramon randy ranger rangers rap raphael raposa rapper raptor raquel rascal rasta rat
    raul raven ravens ray raymond rbd realmadrid reaper rebeca rebecca rebel rebelde rebels recife red redbull reddragon
    rede redhat redhot redmi redneck redrose redskins redsox redwings reggae reggie regina rei reina remember rememberme
    renata renato renault residentevil reve rex rey rfvtgb ribeiro ricardo rich richard richboy rick ricky rifle rihanna
    riley rio riodejaneiro river rivera riverplate rob robert roberta roberto robin roblox rocha rock rocker rocket
    rockets rocknroll rockon rockstar rocky rockyou rodrigo rodrigues rodriguez roger rogue rojo rollingstones rolltide
    roma romano romario romero ronald ronaldinho ronaldo ronnie rooney root rosa rosario roscoe rose rosebud roses rossi
    rossiya rot rottweiler rouge router roxo roxy ruben rubik ruby rugby rum runescape runner running russell russia
    russian russo rusty ruth ryan ryu saab sabado sabine sabrina sadie safe safety sagittarius sailor sailormoon saints
    sairam sakura salasana salmo salt salut salvador salvatore sam samantha samba samedi sammy sample samson samsung
    samuel samurai sanchez sandiego sandra sanfrancisco sanlorenzo santafe santamaria santiago santos saojorge saopaulo
    sapphire sara sarah sasuke satan saturday saturn saturno saudade saude sauron savage savannah scarface scarlet
    schalke schatz schatzi scheisse schmetterling schmidt schneider school schumacher schwarz schweiz science scooby
    scoobydoo scooter scorpio scorpion scotland scott scotty seahawks sean seat seattle sebastian sebastien secret
    secreto secrets secretword secure securite security segredo segreto segunda seguranca seguridad seminoles sempre
    senha senhaforte senhas senhasegura senna sephiroth september septembre septiembre sergey sergio sertanejo server
    serveur service servicedesk services servicio servico servidor servus sesame setembro settembre sevilla sex sexe
    sexsex sexta sexy sexyboy sexygirl sexything shadow shadows shakespeare shakira shaq shark sharks sharon shawn
    shazam sheep shelby sheldon sherlock shirley shit shithead shiva shogun shredder shrek sicherheit sicilia sicurezza
    siemens siempre sierra sifre signin signon silenthill silva silver silverado silvia silvio simba simcity simone
    simpsons sims singapore singer sistema sister skate skateboard skateboarding skater skeleton skeletor ski skiing
    skipper skippy skoda skull skulls sky skyline skype skywalker slash slayer slimshady slipknot slonce slut slytherin
    smile smiles smiley smirnoff smokey smurf smurfs snake snakes snapchat snapper snickers sniper snoop snoopdogg
    snoopy snow snowball snowboard snowflake snowman snowwhite snuggles soccer socks socrates sofia sogno sol soldi
    soldier solecito somebody something sommar sommer sonho sonia sonic sonicx sonntag sonrisa sony sooners sophia
    sophie soporte sorcerer sorriso sorry sorte sorvete southpark souza space spaghetti spanish spanky sparkle sparky
    sparrow sparta spartak spartan spartans speed speedy spencer spfc spiaggia spider spiderman spiders spike spirit
    splinter spock spongebob sport sporting sports spotify spring sprite spurs sqlserver squarepants squirrel squirt
    stanford star starbucks starcraft stardust starfish stark starlight stars startrek starwars steelers stefan stefano
    steph stephanie stephen steve steven stevie stinger stinky stockholm stones storm stormtrooper stormy story
    strawberries strawberry streetfighter striker strong stronger student students study subaru subzero success sucesso
    sueno suerte sugar suicide summer sun sunday sunflower sunny sunrise sunset sunshine suomi superboy supergirl
    superhero superior superman supermario supernatural supernova superstar superstars superuser superwoman suporte
    support supporto supra surf surfer surfing susan sushi susie suzuki svenska sverige sweden sweet sweetheart sweetie
    sweetness sweetpea sweety swift swimmer swimming swordfish sydney sylvester sylvie sysadmin sysop system systeme
    systemofadown taco tacos tampa tango tardis targaryen tarheels tartaruga tatiana taurus taylor taylorswift tchau tea
    teacher teadoro team teamo teamodemais teamomucho techno teclado teddy teddybear tekken telefone telefono telegram
    telephone teletubbies television temp templar temporaria temporario temporary tennessee tennis tequiero
    tequieromucho tequila terca teresa terminator terror terrorist terry tesla test teste tester testes testing testpass
    tests testtest testuser tetris texas thailand thais thanks thankyou theater thebeatles thecure thepassword theresa
    thesims thiago thinkpad thomas thor thug thuglife thumper thunder thundercats thursday tia tiago tiamo ticket
    tickets tierra tifa tiger tigers tigger tigre tigrou tiktok tim timao timmy timothy tina tinker tinkerbell tintin
    tio titanic titia tits tobias toby together tokyo tom tomato tombraider tommy toor topcat topdog topgun topsecret
    torino tornado toronto torres toshiba toto tottenham toxic toyota toystory tplink trabajo trabalho trance
    transformers traum travail travis tree trees trekkie trevor trewq trex tricolor trigger trinity tristeza trocar
    trocarsenha trojan trojans trouble truck trucker trucks truelove trustme trustno trustnoone tsunami tubarao tucker
    tuesday tulip tupac turbo turkey turkiye turtle turtles tweety tweetybird twilight twitter tyler tyson ubuntu
    ufficio ukraine ultimate unicorn unicornio unitedstates universe universidad universidade university unlock uno
    unreal urso uruguay usa user users usmc usuario utah utente utilisateur vader vaffanculo vagina vaicorinthians
    valencia valentina valentine valeria valorant vampire vampires vancouver vanessa vanilla vargas vascao vasco
    vascodagama vectra vegas vegeta vencedor vendredi venezia venezuela venom venus verano verao verdao verde verga
    vermelho vespa viado vicky victor victoria vida vidaloka vidamia vidanova video vie viernes vietnam viking vikings
    vincent vincenzo vinicius vinter violet violin viper virginia virgo virus vision visitante visitor vita vitor
    vitoria viva vivamexico viviane vodka volcano voldemort volei voleibol volks volkswagen volleyball volunteers volvo
    vovo voyager wachtwoord wagner wales walker walkingdead walter war warcraft wareagle warlock warrior warriors
    warszawa wasd washington water watermelon web weber webmaster website wednesday weiss welcome welcomehome wellington
    werewolf werwolf wesley westham whale whatever whatsapp whatsup whiskers whiskey whisky white whiteboy who whoami
    whocares whore why wien wife wifi wildcat wildcats will william willie willkommen willow willy winchester wind
    window windows windowsxp windsor wine winner winners winnie winniethepooh winston winter winteriscoming winxp
    wireless wish wishes witch wizard wizards wolf wolverine wolverines wolves woman wombat wonderwoman woody word words
    work worker world worldofwarcraft worldwide wrangler wrestling wsxedc wutang xbox xiaomi xmen xtreme xxx xxxporn
    xxxx xxxxxx xyz yahoo yahooo yahtzee yale yamaha yankee yankees yellow yes yesyes yoda yoga yolo yoshi youtube
    youtuber ytrewq yugioh zach zachary zaphod zaqwsx zaqxsw zaqxswcde zebra zelda zen zenit zeppelin zeus zidane ziggy
    zigzag zoe zombie zombies zorro zxcv zxcvb zxcvbn zxcvbnm zxczxc zzzzzz 00000001 00000007 01020304 0102030405
    01234567 012345678 0123456789 098765432 0987654321 10000000 10101010 10203040 1020304050 10293847 1029384756
    11111112 11112222 11122233 111222333 11223344 1122334455 112233445566 12121212 12121990 12312312 123123123 123321123
    12341234 123412345 12344321 1234512345 123454321 1234554321 12345678 123456789 1234567890 1234567891 12345678910
    123654789 12369874 123789456 13131313 13371337 13579135 135792468 1357924680 147147147 14725836 147258369 1472583690
    147852369 159357159 159357258 15935728 159753456 16180339 18273645 19191919 19283746 192837465 19871987 19901990
    20000000 20002000 20202020 21212121 22223333 23232323 24242424 24681012 246813579 25252525 258258258 26262626
    27182818 31415926 314159265 321654987 33334444 36363636 369369369 42424242 44332211 45454545 456123789 45678912
    456789123 50505050 54545454 55443322 55555551 55556666 56565656 6655321 67676767 69696969 70707070 741852963
    77777778 77778888 78787878 78945612 789456123 80808080 87654321 87878787 88888889 89898989 90909090 91827364
    963852741 98745632 987456321 987654321 9876543210 98989898 99998888 99999990 0okm9ijn 1111111a 123456789a 123456789q
    12345678a 12345678q 1234567a 1234567q 12345abc 1234abcd 1234asdf 1234qwer 123abc456 123love123 123qwe123 123qweasd
    1314520520 1a2b3c4d 1a2s3d4f 1love2 1q1q1q1q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2
    1qwerty2 1z2x3c4v 2fast4you 2hot4you 2wsx3edc 3edc4rfv 4everlove 4getmenot 5201314520 7777777a 88888888a 9ijn8uhb
    a11111111 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 aa123456 abc12345 abcd1234 admin1234 admin@123
    as123456 asd12345 asd123456 asdf1234 forever1 guest123 i8love ihave2dogs iloveyou1 iloveyou2 jesus4me love123love
    love4ever me2you ncc1701d ncc1701e p4ssw0rd p@ssw0rd p@ssword pa$$word pa55w0rd pa55word pass1word pass@123 passw0rd
    q1234567 q12345678 q1q1q1q1 q1w2e3r4 q1w2e3r4t5 q2w3e4r5 qazwsx123 qq123456 qwe12345 qwe123qwe qwer1234 qwert123
    qwerty12 qwerty1234 r2d2c3po root1234 test1234 thx1138a trustno1 user1234 w2e3r4t5 woaini1314 woaini520 xsw2zaq1
    z1x2c3v4 zaq12wsx zaq1xsw2 zx123456 zxcv1234 zz123456
  `
    .trim()
    .split(/\s+/),
);
