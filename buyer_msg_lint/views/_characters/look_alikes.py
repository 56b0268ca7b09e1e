"""Letters that are drawn like an ASCII letter or digit.

``ALIKE`` is derived from Unicode's confusables.txt (Unicode Security Mechanisms, UTS #39, version 15.1): the
entries from one letter to one ASCII letter or digit, without those that NFKC already resolves and without
weak ones (б, г, з); a capital whose prototype is ``l`` is written ``I``. The Latin ones among them are in
``LATIN_EXTENDED``, beside letters with hooks and bars of phonetic use. ``ROUGHLY_ALIKE`` is our own: letters
that pass for a Latin one only among others (к, т, и).
"""

from __future__ import annotations

from typing import Final


def _table(groups: str) -> dict[str, str]:
    return {alike: group[0] for group in groups.split() for alike in group[1:]}


LATIN_EXTENDED: Final = _table(
    "2ƧꝚ 3ꝪꞫ 5Ƽ 8Ȣȣ 9Ꝯ BꞴ FꞘ IƖ JꞲ RƦ XꞳ aɑ bƄ eꬲ fẝꞙꬵ gɡᶃ iıɩ lǀ oᴑꬽ rꭇꭈ sƽ uꞟꭎꭒ yɣᶌỿꭚ "
    "aɐ bƀɓ cƈɕ dɖɗ eɘəɛ fƒ gɠɢʛ hɦɧ iɨ jʝɟ kƙ lɭɫɬ mɱ nɲɳŋ oɵ pƥ qʠǫ rɾɽ sʂ tƭʈ uʉ vʋ wɯⱳ yƴ zʐȥ"
)
"""Letters of Latin script; no accents: those are letters of their own."""

ALIKE: Final = _table(
    # Greek
    "AΑ BΒ EΕ FϜ HΗ IΙ JͿ KΚ MΜϺ NΝ OΟ PΡ TΤ XΧ YΥ ZΖ aα iι jϳ oοσ pρ rᴦ uυ vν yγ cϲ CϹ "
    # Cyrillic
    "2Ꙅ AА BВ CС EЕ GԌ HН IІ JЈ KК MМ OО PР SЅ TТ VѴ WԜ XХ YУҮ aа cс dԁ eеҽ hһ iіꙇ jј lӀӏ oо pр qԛ "
    "sѕ vѵ wѡԝ xх yуү "
    # Armenian
    "OՕ SՏ UՍ fք gց hհ nոռ oօ qգզ uս wա "
    # Cherokee
    "4Ꮞ 6Ꮾ AᎪ BᏴ CᏟ DᎠ EᎬ GᏀᏳ HᎻ JᎫ KᏦ LᏞ MᎷ PᏢ RᎡᏒ SᏕᏚ TᎢ VᏙ WᎳᏔ YᎩᎽ ZᏃ bᏏ cꮯ dᏧ hᏂ iᎥꭵ rꮁ sꮪ vꮩ wꮃ zꮓ "
    # Lisu, Coptic, Canadian syllabics, Deseret, old Italic and other scripts
    "2Ϩᒿ 3Ⳍ𑣊𖼻 4𑢯 5𑢻 6Ⳓ𑣕 7𐓒𑣆 8𐌚 9Ⳋ𑢬𑣌𑣖 Aᗅᗩꓮ𐊠𖽀 Bᗷꓐ𐊂𐊡𐌁 CⲤꓚ𐊢𐌂𐐕𐔜 Dᗞᗪꓓ Eⴹꓰ𐊆𑢦𑢮 Fᖴꓝ𐊇𐊥𐔥𑢢𑣂 Gꓖ HⲎᕼꓧ𐋏 IⲒ "
    "Jᒍꓙ KⲔᛕꓗ𐔘 LⳐᒪꓡ𐐛𐔦𑢣𑢲𖼖 MⲘᗰᛖꓟ𐊰𐌑 NⲚꓠ𐔓 OⲞଠዐⵔꓳ𐊒𐊫𐐄𐓂𐔖𑢵 PⲢᑭꓑ𐊕 Qⵕ Rᖇꓣ𐒴𖼵 Sꓢ𐊖𐐠𖼺 TⲦꓔ𐊗𐊱𐌕𑢼𖼊 Uሀᑌꓴ𐓎𑢸𖽂 "
    "Vᐯⴸꓦꛟ𐔝𑢠𖼈 Wꓪᗯ XⲬᚷⵝꓫ𐊐𐊴𐌗𐔧 YⲨꓬ𐊲𑢤𖽃 Zꓜ𑢩 bᑲᖯ cⲥ𐐽 dᑯꓒ i𑣃 lᛁⵏꓲ𐊊𐌉𖼨 oⲟഠဝჿ𐐬𐓪𑣈𑣗 pⲣ rⲅ s𐑈𑣁 u𐓶𑣘 v𑜆𑣀 w𑜊𑜎𑜏 "
    "xᕁᕽ yყ𑣜 z𑣄"
)
"""Letters of other scripts that cannot be told from a Latin one."""

ROUGHLY_ALIKE: Final = _table(
    "AΛД EΣЭΞ NИЙ RЯ WШЩ UЦ OΘФ YЎ IЇ bбвьЬβ dд eёєэεξ fғ hнħ iї kкκ lℓ mм nпηлπ rг sς tтτ uийцμ wшщω "
    "xжχ 3зЗ ℹ e℮ iℹ"
)
"""Letters that pass for a Latin one inside a word of Latin letters only."""
