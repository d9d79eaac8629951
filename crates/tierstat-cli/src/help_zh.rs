//! The help in Chinese: the same declarations, other words. A test holds it complete.

use clap::{Arg, ArgAction, Command};
use tierstat_model::Language;

const ABOUT: &str = "把各级协会报来的表格变成可信的数据、可重画的图和经得起追问的报告";
const LONG_ABOUT: &str = "\
把各级协会报来的表格变成可信的数据、可重画的图和经得起追问的报告

项目是一个含有 tierstat.toml 的文件夹。`tierstat build` 读入其中新到的文件，核对数据，画图，写报告；报告中的每一个数字都能问出来源。";
const EXIT_CODES: &str = "退出码：0 正常，1 内部错误，2 用法错误，3 无法读取输入，4 有“错误”级的发现（check、lint、doctor，以及带 --strict 的任何命令）。
标准输出是数据，标准错误是说明。";

/// The verbs: name, first sentence, the rest.
const VERBS: [(&str, &str, &str); 31] = [
    (
        "init",
        "新建项目文件夹",
        "写出 tierstat.toml，放有地区、层级、指标、单位和一份虚构数据示例的 datasets/，以及运行 tierstat build 即可写出的带图报告。--language 为项目的语言，一种即可。--areas 写内置的地区表（cn：GB/T 2260 中国行政区划；uk：英国各构成国和大区；none：三个虚构的地区，供替换），或其中地区的代码或名称。已有的文件绝不覆盖。\n\n示例：tierstat init 湖南 --title 会员统计 --language zh-CN --areas 430000 --to 地级\n\n示例：tierstat init federation --language en --areas uk",
    ),
    (
        "new",
        "写一份带注释、可修改的文件：指标、来文文件夹、图、报告、地区表",
        "indicator 编号 写所数之物；publication 发布者/版次 为原样的来文建文件夹，并为其中每个文件写明来源；chart 一句话 即 chart --new；report 种类 名称 即 report new；area-list 地区 取内置的地区表，同 init。都用项目的语言，已有的文件绝不覆盖。\n\n示例：tierstat new indicator volunteers --title 志愿者 --unit 人\n\n示例：tierstat new publication 省联合会/2025\n\n示例：tierstat new chart 会员 按地区",
    ),
    (
        "inspect",
        "逐格显示导入程序在文件中看到了什么；不保存",
        "列出每个文件的表、表头、数据和发现。加 --format json 得到 crates/README.md 中约定的机器可读结果。\n\n示例：tierstat inspect divisions.xlsx --format json",
    ),
    (
        "table",
        "把杂乱文件的主表打印为干净的 CSV",
        "一行表头（多层表头以“ › ”相连），其后是各行，单元格照印。\n\n示例：tierstat table divisions.xlsx --sheet 1-1 > divisions.csv",
    ),
    (
        "lint",
        "检查工作簿是否人人可读，读屏软件和程序也能读",
        "对任何人所作的 .xlsx 或 .xlsm，逐项核对英国政府统计局无障碍电子表格的 36 项检查（G01 至 G36）：未通过的列出单元格，不适用的说明原因，五项由人判断的从不算作通过。有必须改正的项未通过时以 4 退出；不保存任何内容。\n\n示例：tierstat lint 年鉴.xlsx --format json",
    ),
    (
        "import",
        "把文件读入账本",
        "每个文件是一个事务：要么全部，要么全不。同样的字节读两次不会改变什么，并会说明。不写路径时，读入 datasets/ 中的新文件。某一部分存疑的数暂缓读入，由对照文件确定；应在哪个文件中写什么，会逐类说明。日期早于此前的导入时拒绝，因为那是时钟倒退的样子；用 --known-on 写明日期。\n\ndatasets/ 中已删去或改名的文件自会察觉，不论写什么路径，不再是来源；有改动的按现在的内容作答。不跟随指向项目之外的链接；别处的文件写明路径即可读入。\n\n示例：tierstat import datasets/civil-affairs --dry-run",
    ),
    (
        "settle",
        "逐一核定存疑之处，写下所作的答复",
        "先读入新的文件，再就暂缓的数、不符的合计和没有来源文件的文件逐一提问，牵涉数最多的在先：该格与其四邻、程序的理解、可作的答复（按键 1 至 9）。s 跳过，e 把合在一起问的逐个问，u 撤销，q 结束；此前所答保留。每个答复写下人也能写的一条对照、来源或更正，对下一版次同样有效。没有终端，或写了 --format csv 或 json 时，只列出各答复会写什么，什么也不写。\n\n示例：tierstat settle\n\n示例：tierstat settle 2025 --format json",
    ),
    (
        "forget",
        "说明某文件不再是来源；不删任何内容",
        "其数据、发现和暂缓的数不再作答，问更早所知时仍作答。已删去或改名的文件，import 和 build 自会察觉；本命令用于从别处给来的文件，或误读入的文件。仍在 datasets/ 中的，下次 build 会再读入并说明。\n\n示例：tierstat forget datasets/civil-affairs/2016-07/draft.xlsx",
    ),
    (
        "figures",
        "查询数据",
        "没有说到分组的提问只问总体。--breakdown 问某一组，--by 逐类列出某一维度。\n\n示例：tierstat figures --indicator 社工机构 --area 全国 --known-on 2015-12-31\n\n示例：tierstat figures --indicator 社会组织 --by 社会组织类别",
    ),
    (
        "check",
        "核对数据彼此之间、与合计、与其他来源是否相符",
        "有“错误”级的发现时以 4 退出。\n\n示例：tierstat check --rule total --format json",
    ),
    (
        "growth",
        "打印增长表：增减、增长率、年均增长率、各级贡献、覆盖率，均带界限",
        "不写 --from 和 --to 时：从各级都有数据的第一个时期到最近一个时期。序列中断（状态 B）或口径不同（状态 D）时不算增长率，除非同一发布者另有旧口径的数可供衔接。--breakdown 只问某一组，所除之数也取同一组；某一维度的各类凑成总体时才给贡献率。\n\n示例：tierstat growth --indicator 社工机构 --from 2015-06 --to 2015-12-31",
    ),
    (
        "coverage",
        "打印可以设立的单位中有多少已设立，何时可全部设立",
        "分母为当年的单位数。以单位数为上限的饱和曲线给出只差半个单位的年份及区间；数据点太少时，如实说明无从判断。--sample 给出随机样本的区间，全数清点没有也不需要。--hazard 说明各单位何时首次设立：卡普兰-迈耶曲线、逐期风险，以及尚无者何时会有。\n\n示例：tierstat coverage --indicator 社会工作行业组织 --tier 地级 --explain",
    ),
    (
        "target",
        "打印数量离目标还有多远、进度多快，按此进度何时达到",
        "目标是写有 target-of 的指标，其期限为各目标数自身的时期，或指标的 due。没有印出的目标而指标写有 covers 时，以全部单位为目标。时间由各数的直线推出，附区间；不足四个数，或区间说明不了什么时，如实说明无从判断。\n\n示例：tierstat target --indicator 社会工作行业组织 --area 广东 --tier 地级",
    ),
    (
        "roll-up",
        "打印一个地区由其下级地区相加的数：市由各县，省由各市",
        "没有自己的数的地区由其下级相加，逐级往下；有自己的数的不再往下看，因此不会重复计。所缺的一一列出，这时合计只是“不低于”。该地区自己的数列在旁边对照。各数同属一期；当年更名或合并的地区只计一次。\n\n示例：tierstat roll-up --indicator 行政区划单位 --tier 县级 --area 广东 --period 2013",
    ),
    (
        "balance",
        "打印数量在各地区或各级之间分布是否均衡",
        "基尼系数（总体公式；有约数时为范围）、泰尔指数及其 --groups 组间与组内部分、胡佛指数、阿特金森指数、赫芬达尔指数、相邻地区的莫兰指数；--per 以居民加权。--quotients 与 --convergence 另问区位商与趋同。\n\n示例：tierstat balance --indicator 行政区划单位 --tier 县级 --groups datasets/areas/regions.csv",
    ),
    (
        "forecast",
        "预测其后各期，附区间；给出层级关系时各数相加相符",
        "可用于账本，也可用 --series 读任一长表：series、period、value，以及说明序列归入何处的列。不指定方法时按数据点的多少选择。\n\n示例：tierstat forecast --series 数量.csv --horizon 3 --reconcile mint-shrink --format csv",
    ),
    (
        "trend",
        "打印序列的趋势：增长率、稳健斜率、检验、断点与异常值",
        "只知界限的数据按区间拟合，不取中点。\n\n示例：tierstat trend --indicator 社工机构 --area 全国",
    ),
    (
        "fit",
        "用曲线拟合一个序列：参数、标准误、残差平方和",
        "读长表（series、period、value；或 x、y）。时间从第一期的前一期算起，除非写明 --origin。公式可用 + - * / ^ 和 **、括号、exp、ln、log（自然对数）、sqrt、sin、cos、atan、pow 和 pi。名为 weight（权重）的列为线性模型的点加权。\n\n示例：tierstat fit --model logistic --ceiling 333 覆盖.csv --format json\n\n示例：tierstat fit --formula \"b1*(1-exp(-b2*x))\" --start b1=500,b2=0.0001 数据.csv",
    ),
    (
        "chart",
        "绘制各报告的图，以及 charts/ 中的图",
        "以报告的每种语言写出 SVG、PNG 和 CSV 数据。图的说明放在 reports/报告/charts/ 中；不属于报告的图放在 charts/ 中。--new 由一句话写出第一份说明，--list 列出各图，--explain 说明一幅图问什么、找到什么、略去什么。\n\n示例：tierstat chart annual/tiers --known-on 2016-01-01\n\n示例：tierstat chart --new \"会员 按层级\"",
    ),
    (
        "report",
        "撰写报告",
        "以报告的每种语言写出 Markdown、一个独立的 HTML 页面和每个数字的来源。\n\n`tierstat report check 文件…` 什么也不写：把文稿（docx、md、html、txt）中的每个数字与账本核对，有误时以 4 退出。文稿若由本项目的报告改成，还说出哪些文字由人改动、添加或删去：数对不等于话对。\n\n`tierstat report new 种类 名称` 在 reports/名称 写出一份可修改的初稿，种类有 annual（发展报告）、bulletin（公报）、yearbook（年鉴）、comparison（比较）、quality（数据质量）、returns（上报汇总）。\n\n`tierstat report lock 报告 版次` 把现在的报告连同所依据的文件和所知日期存入 editions/报告/版次/；`--edition 版次 报告` 重写一遍，并说出不同之处；`tierstat report editions` 列出各版，其中的文件被动过时以 4 退出。\n\n由人改过的 HTML 或 Markdown 文件保留不动，新的写在旁边。\n\n示例：tierstat report annual --known-on 2016-01-01\n\n示例：tierstat report lock annual 2025\n\n示例：tierstat report new comparison two --area NORTH --area SOUTH",
    ),
    (
        "build",
        "导入、核对、画图、写报告：凡过期的都重做，并说明做了什么",
        "账本、核对结果、报告说明、代码表或设置在上次写出之后有变，或写出的文件被动过，报告即为过期。未过期的跳过并说明。由人改过的 HTML 或 Markdown 文件保留不动，新的写在旁边。",
    ),
    (
        "trace",
        "说明一个数字从何而来",
        "可写 `tierstat figures` 列出的编号，也可提问：\ntierstat trace --indicator 社工机构 --area 全国 --period 2015-06",
    ),
    (
        "diff",
        "说明两个所知日期之间改变了什么，为什么",
        "每处改变都归于一个原因：来源、报送者、区划、口径、我方规则；各原因之和等于差额。新的一期与此前已知的最近一期并列。\n\n示例：tierstat diff 2015-07-01 2018-01-01 --indicator 社会工作行业组织",
    ),
    (
        "errata",
        "打印某日的说法中后来改说的部分",
        "可直接打印的勘误表：“……”应作“……”，附其后的文献或更正。\n\n示例：tierstat errata 2018-01-01 2020-12-31",
    ),
    ("revisions", "说明首次公布的数通常差多少、多久才稳定", "每个指标一行，依据账本所知的全部先后说法。"),
    (
        "ledger",
        "证明账本完好，并可搬移",
        "verify 读遍每一页、每条数据和每个所存文件，有误时以 4 退出。export 文件 把整个账本写成一个新文件；import 文件 把另一账本中有而此处没有的读入，要么全部，要么全不。\n\n示例：tierstat ledger export 账本.sqlite",
    ),
    (
        "exchange",
        "与另一协会共享签名的数据",
        "key 打印本项目的公钥（没有则生成）；pack 文件 把所选数据连同来源签名写出；open 文件 核验数据包并读入，其公钥须写在 tierstat.toml 的 [[exchange]] 中。签名有效不等于数据正确：每条数据都按代码表和导入时的规则核对，不合的不读入并说明。数据的次序按签名者。\n\n示例：tierstat exchange pack 数据.json --indicator 社工机构",
    ),
    (
        "export",
        "把账本的答案写成供其他程序使用的文件",
        "csv 列出每条数据所知的一切；sdmx-csv 依 SDMX-CSV 2.0，约数的值为空，界限在旁；data-package 写成一个文件夹，即 Frictionless 数据包：数据、所用的代码表和各列的说明。不写文件则打印。\n\n示例：tierstat export 数据.csv --form sdmx-csv --known-on 2016-01-01\n\n示例：tierstat export 数据包 --form data-package",
    ),
    (
        "completions",
        "打印命令补全脚本，供 bash、zsh、fish、elvish 或 PowerShell 使用",
        "把输出存到所用的 shell 读取补全的地方。\n\n示例：tierstat completions bash > ~/.local/share/bash-completion/completions/tierstat",
    ),
    (
        "man",
        "打印手册页（roff），供 man 显示",
        "不写命令则为整个程序的一页。\n\n示例：tierstat man > ~/.local/share/man/man1/tierstat.1\n\n示例：tierstat man import --language zh-CN | man -l -",
    ),
    (
        "doctor",
        "检视项目：文件夹、代码表、字体、账本",
        "核验账本完好，且读入过的每个文件仍在（按哈希）。否则以 4 退出。",
    ),
];

/// The arguments: verb (empty: every verb), id, help.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "project", "在此项目文件夹中工作，而不是从当前位置向上寻找"),
    (
        "",
        "languages",
        "消息的语言：zh-CN 或 en；init 则为项目的语言，如 en 或 zh-CN,en [默认：系统语言，其次为项目的第一种语言]",
    ),
    ("", "format", "以何种形式打印结果：table 对齐的列，csv 逗号分隔，json [默认：table]"),
    ("", "strict", "有“错误”级的发现时以 4 退出"),
    ("", "quiet", "只说出了错的事"),
    (
        "",
        "color",
        "消息是否着色：auto、always 或 never；auto 在终端上着色，设了 NO_COLOR 则不着色 [默认：auto]",
    ),
    ("", "help", "打印帮助"),
    ("", "version", "打印版本"),
    ("", "indicator", "指标：编号、名称或别名；可重复"),
    ("", "tier", "层级：编号、名称或别名；可重复"),
    ("", "area", "地区：代码、全称或简称；可重复"),
    (
        "",
        "breakdown",
        "指标的哪一组，如 sex=female 或 性别=女：编号、名称或别名；多个以逗号相连或重复写；all 为总体和全部分组 [默认：只问总体]",
    ),
    ("", "known_on", "按这一天所知作答，如 2015-06-30 [默认：已知的全部]"),
    ("init", "directory", "在哪个文件夹新建项目"),
    ("init", "titles", "项目的标题：写一个，或按 --language 的次序每种语言写一个"),
    ("init", "areas", "地区：cn、uk 或 none，或地区的代码或名称，如 430000 或 430000,450000 [默认：none]"),
    ("init", "from", "所写地区之下最高到哪一层级 [默认：其下一级]"),
    ("init", "to", "最低到哪一层级 [默认：地区表的最低一级]"),
    ("init", "without_example", "不带示例：没有虚构的数，也没有报告"),
    ("new", "kind", "写什么：indicator、publication、chart、report 或 area-list"),
    ("new", "words", "名称：编号；发布者/版次；图的一句话；报告的种类和名称；地区，如 uk 或 430000"),
    ("new", "title", "新指标的名称，报告照此打印 [默认：编号]"),
    ("new", "unit", "新指标的单位 [默认：units.toml 中的第一个]"),
    ("new", "indicator", "新报告写什么 [默认：数据最多的指标]"),
    ("new", "areas", "新报告的地区，比较时写几个 [默认：数据最多的地区]"),
    ("new", "from", "新地区表在所写地区之下最高到哪一层级 [默认：其下一级]"),
    ("new", "to", "新地区表最低到哪一层级 [默认：最低一级]"),
    ("inspect", "files", "要查看的文件"),
    ("inspect", "explain", "说明每一行、每一列为何被如此认定"),
    ("inspect", "write_mapping", "把读到的内容写成 FILE.mapping.toml 供修改；已有的保留不动"),
    ("lint", "files", "要检查的工作簿"),
    ("lint", "checks", "改为列出各项检查，附何为未通过、程序看不到什么"),
    ("table", "file", "要读取的文件"),
    ("table", "sheet", "要读取的工作表 [默认：第一个有表的]"),
    ("table", "guard_formulas", "在电子表格程序会当作公式运行的单元格前加撇号 [默认：单元格照印]"),
    ("import", "paths", "要读入的文件或文件夹 [默认：datasets/]"),
    ("import", "dry_run", "只说会读入什么；不作改动"),
    ("import", "known_on", "本次导入的日期，如 2015-06-30；可早于此前的导入 [默认：时钟的今天]"),
    ("import", "letter", "为每个协会写一页“请核对这些单元格”，放在 out/letters/"),
    ("settle", "origin", "只问路径含有此文字的文件"),
    ("forget", "files", "不再是来源的文件：写路径，或照账本中的名称"),
    ("forget", "known_on", "自哪一天起不是，如 2015-06-30；可早于此前的导入 [默认：时钟的今天]"),
    ("figures", "by", "在 --breakdown 之内逐类列出此维度，不列总体"),
    ("figures", "period", "数据所描述的时期，如 2015、2015-Q2、2015-06 或 2015-12-31"),
    ("figures", "origin", "只列文献、文件或发布者含有此文字的数据"),
    ("figures", "all", "同时列出每个取值背后的其他数据，取用的在前"),
    ("figures", "wide", "每个序列一行，每个时期一列，单元格照印"),
    ("figures", "map", "按这一天的区划说：此后合并的相加，被拆分的不作换算"),
    ("figures", "kept_back", "改列暂缓的数：其某一部分存疑，并列出如何确定"),
    ("figures", "sort", "按这些列排序，如 value 或 area,period [默认：indicator、tier、area、period]"),
    ("figures", "descending", "由大到小排序"),
    ("check", "rule", "只列这些规则的发现；写前缀如 total 即可"),
    ("check", "rules", "改为列出全部规则：各寻找什么，为何不能是对的"),
    ("growth", "from", "起点时期 [默认：各级都有数据的第一个]"),
    ("growth", "to", "终点时期 [默认：各级都有数据的最近一个]"),
    (
        "growth",
        "by",
        "各行是什么：tier 各级，area 下辖地区，type 各组成指标，或某一维度（编号、名称或别名）的各类 [默认：tier]",
    ),
    ("growth", "index", "改列各期的定基指数，--from 为 100 [默认：第一个有数据的时期为 100]"),
    (
        "growth",
        "shift_share",
        "改列各地区的偏离份额：总体份额、构成效应、自身效应；type 按组成指标，tier 按层级",
    ),
    ("growth", "decompose", "改按此指标（居民数）分解变动：人口规模、人口分布、人均拥有"),
    ("coverage", "by", "各行是什么：tier 各级，area 下辖地区，type 各组成指标 [默认：tier]"),
    ("coverage", "curve", "用哪条曲线推算：logistic、gompertz、richards 或 bass [默认：logistic]"),
    ("coverage", "ceiling", "曲线的上限：一个数，或写 free 由数据估计 [默认：最近的单位数]"),
    ("coverage", "sample", "不用账本而给出随机样本的区间，如 37/120；两次则另给两个样本之差"),
    ("coverage", "level", "样本区间的置信水平 [默认：0.95]"),
    ("coverage", "hazard", "不用账本而读此表，看各单位何时首次设立：单位、首次的时期（空：尚无）"),
    ("coverage", "since", "单位可以设立的第一期 [默认：最早的首次]"),
    ("coverage", "until", "最后观察到单位的一期 [默认：最晚的首次]"),
    ("target", "by", "各行是什么：tier 各级，area 下辖地区，type 各组成指标 [默认：tier]"),
    ("target", "since", "只用此时期以来的数计算进度 [默认：全部，自序列最近一次中断之后]"),
    ("roll-up", "period", "数据所描述的时期 [默认：至少两个地区有数据的每一期]"),
    ("roll-up", "explain", "附上每个合计由哪些数相加，哪些未用及其原因"),
    (
        "balance",
        "by",
        "比较什么：area 下辖地区，tier 各级，type 各组成指标，或某一维度（编号、名称或别名）的各类 [默认：area]",
    ),
    ("balance", "period", "数据所描述的时期 [默认：至少两个成员有数据的每一期]"),
    ("balance", "per", "除以此指标（居民数），并以其加权"),
    ("balance", "neighbours", "相邻地区的两列表，用于莫兰指数 [默认：数据集中的 areas/neighbours.csv，如有]"),
    ("balance", "groups", "泰尔指数的分组：parents 取下两级的地区，以其所在地区为组；或地区与组的两列表"),
    ("balance", "quotients", "改列各地区的区位商：type 按组成指标，tier 按层级"),
    ("balance", "convergence", "改列各地区在两期之间的 β 与 σ 趋同"),
    ("balance", "from", "趋同的起点时期"),
    ("balance", "to", "趋同的终点时期"),
    ("forecast", "by", "预测账本时什么相加：tier 各级，area 下辖地区，type 各组成指标 [默认：tier]"),
    ("forecast", "series", "不用账本而预测此长表：series、period、value 及上级列"),
    ("forecast", "horizon", "预测几期 [默认：3]"),
    ("forecast", "method", "方法 [默认：按数据点的多少选择]"),
    ("forecast", "reconcile", "用此方法使各预测值相加相符"),
    ("forecast", "given", "数已给定的序列，如下一期公布的合计：序列=数；可重复"),
    ("forecast", "whole", "取整数：最大余数法，相加仍相符"),
    ("forecast", "nonnegative", "预测值不低于零"),
    ("trend", "by", "各行是什么：tier 各级，area 下辖地区，type 各组成指标 [默认：tier]"),
    ("trend", "series", "不用账本而看此长表：series、period、value"),
    ("fit", "file", "长表：series、period、value；或 x、y"),
    (
        "fit",
        "model",
        "模型：logistic、gompertz、richards、bass、bass-increment、linear、log-linear、polynomial、power、exponential 或 poisson",
    ),
    ("fit", "formula", "不用现成模型而用以 x（或 t）为变量的公式；其余名称都是参数，须以 --start 给出初值"),
    ("fit", "start", "参数的初值，如 b1=500,b2=0.0001"),
    ("fit", "robust", "少计离得远的点：huber、bisquare 或 mm；用于 linear、log-linear 和 polynomial"),
    ("fit", "ceiling", "已知的上限 [默认：由拟合得出]"),
    ("fit", "origin", "作为零点的时间，单位同时期 [默认：第一期的前一期；公式为零]"),
    ("fit", "degree", "多项式的次数 [默认：2]"),
    ("figures", "plot", "在表下用字符画出每个序列"),
    ("", "plot", "画到此文件，.svg 或 .png；不写文件则用字符画在终端上"),
    ("", "explain", "附上公式、出处、所用的数据点，以及未用的数据点和原因"),
    ("build", "force", "全部重写，未过期的也写"),
    ("build", "known_on", "所导入内容的日期，如 2015-06-30；可早于此前的导入 [默认：时钟的今天]"),
    ("trace", "figure", "数据的编号，或其开头；也可写报告中数字的编号，如 n7 或 annual/n7"),
    ("chart", "names", "要画的图，写作 报告/图 或 图 [默认：全部]"),
    ("chart", "list", "列出各图及其内容；不画"),
    ("chart", "explain", "说明每幅图问什么、找到什么、略去什么；不画"),
    ("chart", "compare", "与此文件夹（此前输出的一份副本）中的图对照，写成一页；不写别的"),
    ("chart", "new", "由一句话在 charts/ 写出第一份说明：指标，“按”层级、地区或某一维度，“作”某种图"),
    ("chart", "dpi", "生成供印刷的图片，每英寸多少点 [默认：192，供屏幕显示]"),
    (
        "report",
        "names",
        "要写的报告 [默认：全部]；或写 check 和要核对的文稿；new、种类和名称；lock、报告和版次；editions",
    ),
    ("report", "indicator", "新报告写什么 [默认：数据最多的指标]"),
    ("report", "areas", "新报告的地区，比较时写几个 [默认：数据最多的地区]"),
    ("report", "edition", "把报告已锁定的这一版重写到 out/editions/，并说明是否相同"),
    ("report", "accept", "取代由人改过的文件"),
    ("trace", "period", "数据所描述的时期"),
    ("diff", "earlier", "较早的一天，如 2015-07-01"),
    ("diff", "later", "较晚的一天"),
    ("errata", "earlier", "较早的一天，如 2018-01-01"),
    ("errata", "later", "较晚的一天"),
    ("ledger", "action", "做什么：verify、export 或 import"),
    ("ledger", "file", "要写出或读入的文件"),
    ("exchange", "action", "做什么：key、pack 或 open"),
    ("exchange", "file", "要写出或打开的数据包"),
    ("exchange", "trust", "虽未写入设置，仍接受此公钥的数据包一次"),
    ("export", "file", "要写出的文件，或数据包的文件夹 [默认：标准输出]"),
    ("export", "form", "写成何种形式：csv、sdmx-csv 或 data-package [默认：csv]"),
    ("export", "period", "数据所描述的时期，如 2015、2015-Q2、2015-06 或 2015-12-31"),
    ("completions", "shell", "哪一种 shell：bash、zsh、fish、elvish 或 powershell"),
    ("man", "verb", "哪一个命令 [默认：整个程序]"),
    ("trace", "extract", "把印有该数字的文件原样写到此路径"),
];
/// The program with its help in a language, English where none is known.
pub(crate) fn in_language(command: Command, language: Option<Language>) -> Command {
    match language {
        Some(Language::Chinese) => in_chinese(command),
        Some(Language::English) | None => command,
    }
}

/// The same program with its help in Chinese.
pub(crate) fn in_chinese(command: Command) -> Command {
    let command = command
        .about(ABOUT)
        .long_about(LONG_ABOUT)
        .after_help(EXIT_CODES)
        .subcommand_help_heading("命令")
        .disable_help_subcommand(true);
    let command = translated(command, "");
    let names: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    names.iter().fold(command, |command, name| command.mut_subcommand(name, |verb| verb_in_words(verb, name)))
}

/// A verb in Chinese; one that has no words yet keeps those in English.
fn verb_in_words(verb: Command, name: &str) -> Command {
    let verb = match VERBS.iter().find(|(of, ..)| *of == name) {
        Some((_, about, rest)) => verb.about(*about).long_about(format!("{about}\n\n{rest}")),
        None => verb,
    };
    translated(verb, name)
}

fn translated(command: Command, verb: &str) -> Command {
    let template = if command.has_subcommands() {
        "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}"
    } else {
        "{about-with-newline}\n用法：{usage}\n\n{all-args}"
    };
    command
        .help_template(template)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| in_words(argument, verb))
        .arg(flag("help", 'h', ArgAction::Help))
        .arg(flag("version", 'V', ArgAction::Version))
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    in_words(Arg::new(name).short(short).long(name).action(action), "")
}

fn in_words(argument: Arg, verb: &str) -> Arg {
    let id = argument.get_id().to_string();
    let heading = match (argument.is_global_set(), argument.is_positional()) {
        (true, _) => "所有命令通用的选项",
        (false, true) => "参数",
        (false, false) => "选项",
    };
    let argument = argument.help_heading(heading);
    match help_of(verb, &id) {
        // The Chinese text names the possible values itself.
        Some(help) if argument.get_action().takes_values() => {
            argument.help(help).long_help(None::<&str>).hide_possible_values(true).hide_default_value(true)
        }
        Some(help) => argument.help(help).long_help(None::<&str>),
        None => argument,
    }
}

fn help_of(verb: &str, id: &str) -> Option<&'static str> {
    let all = || ARGUMENTS.iter();
    let own = all().find(|(of, name, _)| !of.is_empty() && *of == verb && *name == id);
    own.or_else(|| all().find(|(of, name, _)| of.is_empty() && *name == id)).map(|(_, _, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Arguments;
    use clap::CommandFactory;

    #[test]
    fn every_verb_and_argument_has_chinese_words() {
        let command = Arguments::command();
        for verb in command.get_subcommands() {
            assert!(VERBS.iter().any(|(name, ..)| *name == verb.get_name()), "{}", verb.get_name());
            for argument in verb.get_arguments() {
                let id = argument.get_id().as_str();
                assert!(help_of(verb.get_name(), id).is_some(), "{} {id}", verb.get_name());
            }
        }
        for argument in command.get_arguments() {
            assert!(help_of("", argument.get_id().as_str()).is_some(), "{}", argument.get_id());
        }
        in_chinese(command).debug_assert();
    }

    #[test]
    fn a_verb_and_an_argument_without_chinese_words_keep_their_help_in_english() {
        let fresh = Command::new("fresh")
            .about("Do something new")
            .arg(Arg::new("how").long("how").help("By which way"));
        let told = |arguments: [&str; 3]| {
            let command = in_chinese(Arguments::command().subcommand(fresh.clone()));
            command.try_get_matches_from(arguments).expect_err("help or a refusal").to_string()
        };
        let help = told(["tierstat", "fresh", "--help"]);
        for part in ["Do something new", "By which way", "用法：tierstat fresh", "打印帮助"] {
            assert!(help.contains(part), "no {part} in\n{help}");
        }
        assert_eq!(help, told(["tierstat", "fresh", "-h"]));
        assert!(told(["tierstat", "fresh", "--version"]).contains(env!("CARGO_PKG_VERSION")));
    }
}
