{#- What tools show, which is the same on all pages of a script. A page fetches it when its reader first uses one. -#}
jz.furnish(`
{%- include "partials/settings.html" -%}
{%- include "partials/annotations.html" -%}
{%- include "partials/speech.html" -%}
<template id="jz-find" data-words="约 |# 篇文章|# 条术语与专名|没有找到“#”。|没有逐字相同的；不论标点，有 |没有逐字相同的；分作几个词，有 |依读音|没有逐字相同的；最接近的，连续 # 字相同|另查：|术语与专名|更多|筛选|文件名|第 # 处 / #|上一处|下一处|不再标出|没有网络：查的是留存在这个浏览器里的；标着“未留存”的，现在打不开。|未留存|没有网络，这次要查的索引也没有留存。联网时用过搜索，没有网络时才能查。"></template>
`);
