"""Texts that try to act wherever a reader, a browser, a spreadsheet or a terminal would let them.

Any that came alive would ask `ADDRESS` for something or set the page's title to `TITLE`.
"""

from __future__ import annotations

ADDRESS = "http://canary.invalid"
TITLE = "canary"
_ACT = f"document.title='{TITLE}';new Image().src='{ADDRESS}/a'"

SCRIPTS = (
    f"<script>{_ACT}</script>",
    f"<SCRIPT SRC={ADDRESS}/a.js></SCRIPT>",
    f"<scr<script>ipt>{_ACT}</scr</script>ipt>",
    f"<script\n>{_ACT}</script\n>",
    f"</script><script>{_ACT}</script>",
    f"<script/x>{_ACT}</script>",
    f"<svg><script href='{ADDRESS}/a.js'/></svg>",
    f"<svg><script>{_ACT.replace('=', '&#61;')}</script></svg>",
    f"<noscript><p title='</noscript><img src=x onerror={_ACT}>'>",
    f"<template><script>{_ACT}</script></template>",
)
HANDLERS = (
    f'<img src=x onerror="{_ACT}">',
    f'<IMG SRC=x OnErRoR="{_ACT}">',
    f'<img/src="x"/onerror="{_ACT}">',
    f'<svg onload="{_ACT}">',
    f'<svg/onload="{_ACT}"//',
    f'<body onload="{_ACT}">',
    f'<details open ontoggle="{_ACT}">x</details>',
    f'<input autofocus onfocus="{_ACT}">',
    f'<video><source onerror="{_ACT}"></video>',
    f'<style onload="{_ACT}"></style>',
    f'<p style="animation-name:x" onanimationstart="{_ACT}">',
    f'" onmouseover="{_ACT}" x="',
    f"' onmouseover='{_ACT}' x='",
    f"x onerror={_ACT} y",
    f"`><img src=x onerror={_ACT}>",
    f"<img src=x onerror={_ACT}",
    f'<svg><animate onbegin="{_ACT}" attributeName=x dur=1s>',
    f"<math><mtext><table><mglyph><style><img src=x onerror={_ACT}>",
)
ADDRESSES = (
    "javascript:document.title='canary'",
    "<a href=\"javascript:document.title='canary'\">Leeds</a>",
    "<a href=\"jav&#x09;ascript:document.title='canary'\">Leeds</a>",
    "data:text/html,<script>document.title='canary'</script>",
    f"<iframe src='{ADDRESS}/a'></iframe>",
    "<iframe srcdoc=\"<script>parent.document.title='canary'</script>\"></iframe>",
    f"<object data='{ADDRESS}/a'></object>",
    f"<embed src='{ADDRESS}/a'>",
    f"<link rel=stylesheet href='{ADDRESS}/a.css'>",
    f"<base href='{ADDRESS}/'>",
    f"<meta http-equiv=refresh content='0;url={ADDRESS}/a'>",
    f"<form action='{ADDRESS}/a'><button autofocus>Go</button></form>",
    f"<img srcset='{ADDRESS}/a 1x'>",
    f"<svg><image xlink:href='{ADDRESS}/a.png'/></svg>",
    f"<svg><use href='{ADDRESS}/a.svg#x'/></svg>",
    f"<audio src='{ADDRESS}/a' autoplay></audio>",
    f"{ADDRESS}/plain",
)
STYLES = (
    f"<style>@import '{ADDRESS}/a.css';</style>",
    f'<p style="background:url({ADDRESS}/a)">x</p>',
    "<p style=\"width:expression(document.title='canary')\">x</p>",
    f"}}</style><style>*{{background:url({ADDRESS}/a)}}",
    f"</style></title></textarea><script>{_ACT}</script>",
    f"</svg></text></p></td></table></main></body></html><script>{_ACT}</script>",
)
WRITINGS = (
    "<!-- Leeds -->",
    f"--><script>{_ACT}</script><!--",
    f"<!--><script>{_ACT}</script>-->",
    f"<![CDATA[<script>{_ACT}</script>]]>",
    f"]]><script>{_ACT}</script>",
    f"<?xml-stylesheet href='{ADDRESS}/a.xsl'?>",
    f"<!DOCTYPE x [<!ENTITY e SYSTEM '{ADDRESS}/a'>]>&e;",
    "&lt;script&gt;document.title='canary'&lt;/script&gt;",
    "&#60;script&#62;document.title='canary'&#60;/script&#62;",
    "{{ 7 * 7 }}{% for x in () %}{{ cycler.__init__.__globals__ }}{% endfor %}",
    "{% raw %}</style>{% endraw %}",
    "{0.__class__} %(x)s %s ${x}",
    f"[Leeds]({ADDRESS}/a)",
    "[Leeds](javascript:document.title='canary')",
    f"![Leeds]({ADDRESS}/a.png)",
    f"# Leeds\n\n<script>{_ACT}</script>",
    f"|a|b|\n|-|-|\n|<{ADDRESS}>|x|",
    "$x^2$ \\frac{",
    "$$x$$ \\input{/etc/passwd}",
    "!!python/object/apply:os.system ['true']",
    "../../../etc/passwd",
    "..\\..\\Windows\\win.ini",
    "Leeds\n\tHull",
    "“Leeds” ‘Hull’ «York» \"a\" 'b' `c`",
    "عربي 中文 😀 é",
    "Ж" * 400,
)
FORMULAS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    '=HYPERLINK("http://canary.invalid/a","Leeds")',
    '=WEBSERVICE("http://canary.invalid/a")',
    "=cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    "@cmd",
    "\t=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "%0A=1+1",
    ";=1+1",
    ",=1+1",
    "|calc",
    "'=1+1",
    "_x003D_1+1",
    "[@Leeds]",
    "#REF!",
    "1E5",
    "TRUE",
    "03/04/2024",
)
SHOWN = (*SCRIPTS, *HANDLERS, *ADDRESSES, *STYLES, *WRITINGS, *FORMULAS)
"""What a label or a title may be; it must come out as the text it is."""
HIDING = (
    "Leeds\x00",
    "Leeds\x1b[2J\x1b]0;canary\x07",
    "\x1b]8;;http://canary.invalid/a\x07Leeds\x1b]8;;\x07",
    "Leeds\rHull",
    "Leeds\x08\x08\x08\x08\x08Hull",
    "Leeds\x9b31m",
    "Leeds\u202eluH",
    "Leeds\u2066Hull\u2069",
    "Le\u200beds",
    "Le\u00adeds",
    "\ufeffLeeds",
    "Leeds\ud800",
    "Leeds\U000e0041",
    "\r=1+1",
)
"""What holds characters that cannot be seen: refused before it is published."""
