/* sheaf-stop-words.c: the words that say nothing of what a text is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "text/sheaf-stop-words.h"

/* Pronouns, prepositions, conjunctions, auxiliaries, and in news the verbs of saying. They also
 * tell Latin-script languages apart. */
static const SheafStopWords all[] = {
  { "en", "english",
    "a about above across after again against ago all almost along already also although always "
    "am among an and another any anyone anything are around as at away back be became because "
    "become been before being below between both but by came can cannot come could did do does "
    "doing done down during each either else even ever every everyone everything few for from "
    "further get gets give go going got had has have having he her here hers herself him himself "
    "his how however i if in indeed instead into is it its itself just keep least less made make "
    "many may me might mine more most much must my myself near neither never next no nobody none "
    "nor not nothing now of off often on once one only onto or other others our ours out over own "
    "part per perhaps please put rather re really same say saying says see seem seemed seems "
    "several she should since so some someone something still such take than that the their them "
    "themselves then there therefore these they this those though through thus to together too "
    "toward towards under until up upon us very via was we well were what whatever when where "
    "whether which while who whole whom whose why will with within without would yet you your "
    "yours mr mrs ms said told according s t ve ll d m don't doesn't didn't isn't wasn't aren't "
    "weren't won't wouldn't can't couldn't hasn't haven't hadn't shouldn't it's he's she's that's "
    "there's we're they're you're i'm" },
  { "de", "german",
    "aber alle als also am an auch auf aus bei beim bin bis da damit dann das dass dem den der des "
    "die dies diese diesem diesen dieser doch du durch ein eine einem einen einer eines er es fur "
    "gegen habe haben hat hatte hatten ich ihm ihn ihr ihre ihren im in ist ja jetzt kann kein "
    "keine konnen man mehr mit muss nach nicht noch nun nur ob oder ohne schon sehr sei sein seine "
    "seinen seit sich sie sind so sollen soll uber um und uns unter vom von vor war waren was weil "
    "wenn wer werden wie wieder will wir wird wurde wurden zu zum zur zwischen sagte sagt" },
  { "fr", "french",
    "a ai ainsi alors apres au aucun aussi autre aux avait avant avec c'est ce cela ces cet cette "
    "ceux comme d dans de depuis des deux dit donc du elle elles en encore entre est et etait ete "
    "etre eu fait il ils je l la le les leur leurs lui mais meme moins n ne nous on ont ou par pas "
    "peu peut plus pour qu que quand qui s sa sans se selon ses si son sont sous sur tous tout "
    "toute tres un une vers vous y" },
  { "es", "spanish",
    "a al ante aunque asi como con contra cual cuando de del desde donde dos el ella ellos en "
    "entre era es esa ese esta estan este esto estos fue fueron ha habia han hasta hay la las le "
    "les lo los mas me mi mientras muy nada ni no nos o para pero por porque pues que quien se "
    "segun ser si sido sin sobre son su sus tambien tan tanto tiene todo todos tras tu un una uno "
    "unos y ya dijo" },
  { "pt", "portuguese",
    "a ao aos apos as ate com como da das de depois do dos e ela ele eles em entre era essa esse "
    "esta este foi foram ha isso ja mais mas mesmo muito na nao nas nem no nos o os ou para pela "
    "pelo por porque quando que quem se sem ser seu seus sobre sua suas tambem tem um uma disse" },
  { "it", "italian",
    "a ad ai al alla alle anche ancora che chi ci come con contro da dal dalla dei del della delle "
    "di dopo dove due e ed era essere fa fra gli ha hanno i il in io la le lo loro ma mentre nel "
    "nella nelle non o ogni per perche piu poi prima quando quella quello questa questo se sei si "
    "sia sono stato su sul sulla suo suoi tra tutti un una uno detto" },
  { "nl", "dutch",
    "aan al alle als bij dan dat de der deze die dit door dus een en er geen haar had hebben heeft "
    "hem het hij hoe hun ik in is ja je kan maar meer met mij naar niet nog nu of om omdat ons ook "
    "op over te tegen toen tot uit van veel voor waar was wat we wel werd wie wij worden wordt zal "
    "ze zei zich zij zijn zo zou" },
  { "sv", "swedish",
    "alla att av blev bli blir da de dem den denna det detta dig din du dar efter ej eller en er "
    "ett fran for ha hade han har hon honom hur i in inte jag ju kan kunde man med men mot mycket "
    "nar nu och om oss pa sa sig sin sina ska skulle som till under upp ut utan var vara vid vill" },
  { "da", "danish",
    "af alle at blev blive bliver da de dem den denne der deres det dette dig din dog du efter "
    "eller en end er et for fra ham han har havde hende her hun hvad hvis hvor i ikke ind jeg kan "
    "kunne man med meget men mod ned nu og ogsa om op os over pa sig sin skal skulle som ud under "
    "var ved vi vil ville" },
  { "nb", "norwegian",
    "alle at av ble bli blir da de dem den denne der dette det din du eller en enn er et etter for "
    "fra ha hadde han har henne hun hva hvis hvor i ikke inn jeg kan kunne man med meg men mot nar "
    "ned noe nu og ogsa om opp oss over pa seg sin skal skulle som sa til ut var ved vi vil ville" },
  { "fi", "finnish",
    "ei eivat ennen etta han hanen ja jo joka jos jotka kanssa kuin kun mika mukaan mutta myos ne "
    "niin nyt oli olivat olla on ovat se sen sita siita sitten tai tama taman vain vai voi" },
  { "ru", "russian",
    "а без более бы был была были было быть в вам вас весь во вот все всего вы где да для до его "
    "ее если есть еще же за и из или им их к как ко когда кто ли либо мне может мы на над не него "
    "нее нет ни них но о об однако он она они оно от по под при с со так также такой там то того "
    "тоже только том ты у уже хотя чего чей чем что чтобы чье эта эти это я" },
  { "ar", "arabic",
    "في من على إلى عن أن إن التي الذي هذا هذه ذلك كان كانت قد لم لا ما مع بعد قبل كل بين حتى أو ثم "
    "هو هي هم و كما عند غير أي منذ وقال قال" },
  { "ja", NULL,
    "の に は を た が で て と し れ さ ある いる も する から な こと として い や れる など なっ "
    "ない この ため その あっ よう また もの という あり まで られ なる へ か だ これ によって により "
    "おり より による ず なり られる において ば なかっ なく しかし について せ だっ その後 できる それ "
    "う ので なお のみ でき き つ における および いう さらに でも ら たり その他 に関する たち ます ん "
    "なら に対して 特に せる 及び これら とき では にて ほか ながら うち そして とともに ただし かつて "
    "それぞれ または" },
  { "zh", NULL,
    "的 了 在 是 和 有 我 他 她 它 们 这 那 个 不 也 就 都 而 及 与 或 但 对 于 从 被 把 将 为 以 之 其 "
    "等 说 中 上 下 并 又 还 很 到 着 让 向 由" },
  { NULL },
};

const SheafStopWords *
sheaf_stop_words_get_all (void)
{
  return all;
}

const SheafStopWords *
sheaf_stop_words_find (const char *language)
{
  gsize length = strcspn (language, "-_");

  for (const SheafStopWords *entry = all; entry->code != NULL; entry++)
    {
      if (length == strlen (entry->code) && g_ascii_strncasecmp (entry->code, language, length) == 0)
        return entry;
    }

  return NULL;
}
