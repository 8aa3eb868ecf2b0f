/**
 * Mail domains that anybody can have an address at: they say nothing about a company. The large providers of the world
 * and of the countries whose languages we speak. Lists on npm either download themselves at install or weigh
 * megabytes of forgotten domains; a provider missing here does no harm until somebody gives its domain to a company,
 * which the console shows.
 */
const DOMAINS = `
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com yahoo.com ymail.com rocketmail.com aol.com
aim.com icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com tutanota.de tuta.com tuta.io tutamail.com
keemail.me zoho.com zohomail.com fastmail.com fastmail.fm hushmail.com mail.com email.com gmx.com gmx.net gmx.us
inbox.com hey.com duck.com privaterelay.appleid.com mozmail.com simplelogin.com anonaddy.com mailbox.org posteo.de
posteo.net disroot.org riseup.net runbox.com startmail.com mailfence.com yandex.com yandex.ru ya.ru mail.ru bk.ru
inbox.ru list.ru rambler.ru qq.com foxmail.com 163.com 126.com sina.com sohu.com naver.com daum.net hanmail.net
rediffmail.com
outlook.com.br hotmail.com.br live.com.br yahoo.com.br ymail.com.br uol.com.br bol.com.br terra.com.br ig.com.br
globo.com globomail.com r7.com zipmail.com.br oi.com.br click21.com.br pop.com.br superig.com.br folha.com.br
sapo.pt clix.pt netcabo.pt mail.pt iol.pt hotmail.pt live.com.pt outlook.pt portugalmail.pt
hotmail.es outlook.es yahoo.es live.es telefonica.net terra.es movistar.es ono.com orange.es
hotmail.com.ar yahoo.com.ar outlook.com.ar live.com.ar fibertel.com.ar arnet.com.ar ciudad.com.ar speedy.com.ar
hotmail.com.mx yahoo.com.mx outlook.com.mx live.com.mx prodigy.net.mx outlook.cl hotmail.cl yahoo.cl vtr.net
outlook.com.pe yahoo.com.pe yahoo.com.co outlook.co adinet.com.uy
libero.it virgilio.it tiscali.it tin.it alice.it hotmail.it yahoo.it live.it outlook.it fastwebnet.it tim.it iol.it
inwind.it email.it aruba.it pec.it
hotmail.fr yahoo.fr live.fr outlook.fr orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr bbox.fr numericable.fr
gmx.de web.de t-online.de freenet.de hotmail.de yahoo.de live.de outlook.de arcor.de gmx.at aon.at gmx.ch bluewin.ch
hotmail.co.uk yahoo.co.uk live.co.uk outlook.co.uk btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net
shaw.ca rogers.com sympatico.ca telus.net yahoo.ca hotmail.ca live.ca
bigpond.com optusnet.com.au yahoo.com.au hotmail.com.au live.com.au yahoo.co.jp yahoo.co.in hotmail.nl live.nl
ziggo.nl kpnmail.nl telenet.be skynet.be hotmail.be live.be seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg ukr.net
`;

const FREE = new Set(DOMAINS.split(/\s+/).filter(Boolean));

export const isFreeMail = (domain: string): boolean => FREE.has(domain);
