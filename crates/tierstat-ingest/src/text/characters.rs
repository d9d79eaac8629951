//! One form for each character: full-width to ASCII, traditional to simplified, every space to one space.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The characters of a text in one form, lower case; as many as the text has.
pub(crate) fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

/// A text with its lines joined by a space.
pub(crate) fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text.trim());
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).collect();
    Cow::Owned(lines.join(" ").trim().to_owned())
}

/// A text as names are compared: folded, without white space and the signs that join or part the words of a name.
pub(crate) fn name_key(text: &str) -> String {
    text.chars().map(fold).filter(|character| !is_joint(*character)).collect()
}

/// One character in the form in which texts are compared.
pub(crate) fn fold(character: char) -> char {
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => ' ',
        '\0'..='\u{7f}' => character,
        // Full-width forms of the printable ASCII characters.
        '\u{ff01}'..='\u{ff5e}' => {
            let code = u32::from(character) - 0xff01 + 0x21;
            char::from_u32(code).unwrap_or(character).to_ascii_lowercase()
        }
        '\u{2212}' | '\u{fe63}' | '\u{2010}' | '\u{2011}' => '-',
        '\u{301c}' | '\u{223c}' => '~',
        '\u{4e00}'..='\u{9fff}' => SIMPLIFIED.get(&character).copied().unwrap_or(character),
        _ if is_space(character) => ' ',
        _ => {
            let mut lower = character.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(only), None) => only,
                // A capital that needs two characters in lower case stays, so that places in the text still match.
                _ => character,
            }
        }
    }
}

/// Whether a character is white space in any of its widths, or a mark of no width.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character belongs to a script written without spaces between words.
pub(crate) fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{3007}' | '\u{f900}'..='\u{faff}')
}

/// Whether a character joins or parts the words of a name.
pub(crate) fn is_joint(character: char) -> bool {
    is_space(character) || matches!(character, '-' | '_' | '.' | ',' | '\'' | '’' | '·' | '・' | '–' | '"')
}

/// Traditional characters of area names, number words and the vocabulary of tables, each before its simplified form.
const TRADITIONAL_PAIRS: &str = "\
    廣广東东蘇苏龍龙遼辽寧宁陝陕貴贵雲云肅肃慶庆灣湾門门縣县區区級级個个萬万億亿餘余約约過过將将達达\
    陸陆漢汉濟济無无錫锡楊杨長长莊庄淺浅滬沪魯鲁贛赣劍剑劉刘勞劳動动務务員员團团圖图國国際际場场\
    塊块報报墻墙壽寿學学實实審审導导對对屬属層层島岛崗岗嶺岭巖岩幣币師师帶带幾几庫库廠厂廳厅張张彌弥\
    彎弯後后從从戰战戶户擇择擔担據据數数斷断業业榆榆構构標标樓楼樂乐樹树橋桥機机權权歲岁歷历歸归\
    氣气決决況况涇泾淮淮淚泪準准溝沟滅灭滄沧滿满漁渔濱滨澤泽濰潍瀋沈灘滩烏乌為为熱热營营爾尔狀状獨独\
    環环產产畢毕異异當当療疗發发監监盤盘盧卢礦矿禮礼種种稱称積积穩稳窮穷築筑範范節节簡简糧粮紅红\
    紀纪純纯組组終终給给統统經经維维網网綜综綠绿線线編编緣缘縱纵總总績绩織织羅罗義义習习聯联職职\
    聖圣脅胁臨临與与興兴舉举舊旧藝艺蘭兰處处號号衛卫補补製制複复見见規规視视親亲覽览觀观計计訂订記记\
    設设許许評评試试該该詳详認认語语說说課课調调請请論论證证識识議议護护變变讓让財财貝贝責责貧贫資资\
    賓宾質质購购贊赞趙赵車车軍军載载輔辅輕轻輪轮較较農农連连進进遊游運运遠远適适遷迁選选還还邊边郟郏\
    鄉乡鄭郑鄲郸醫医釋释鄰邻錄录鎮镇鐵铁鑒鉴開开間间閩闽關关陽阳陰阴陳陈階阶隊队雙双雜杂離离難难電电\
    靈灵靜静韓韩順顺須须預预領领頭头題题類类顧顾風风養养館馆馬马驗验髮发鬆松魚鱼鳳凤鶴鹤鷹鹰鹽盐麗丽\
    黃黄點点黨党齊齐龜龟臺台檯台廈厦瓊琼陝陕鎬镐沖冲貳贰參叁叄叁兩两壹壹捌捌柒柒玖玖伍伍徵征併并\
    專专賬账圍围內内劃划創创華华協协單单卻却參叁啟启喪丧嚴严壩坝夾夹奧奥婦妇孫孙寬宽寶宝尋寻屆届\
    應应憑凭懷怀戲戏掃扫採采損损擴扩攝摄敵敌時时暫暂術术東东條条極极檢检歐欧殘残毀毁佔占傳传債债備备\
    傷伤價价優优儲储兒儿會会勢势僅仅眾众們们倉仓側侧僑侨書书來来執执壓压幹干憲宪擁拥曆历歡欢漲涨燈灯獎奖獲获\
    體体盡尽確确稅税繼继聽听藥药訓训講讲貿贸費费輸输轉转錢钱險险項项額额飛飞單单";

static SIMPLIFIED: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let characters: Vec<char> = TRADITIONAL_PAIRS.chars().filter(|character| *character != ' ').collect();
    characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).filter(|(from, to)| from != to).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_traditional_forms_become_one() {
        assert_eq!(name_key("ＡＢ１２"), "ab12");
        assert_eq!(
            name_key("廣東省 江蘇省　黑龍江省 寧夏 陝西 貴州 雲南 甘肅 重慶 臺灣 澳門"),
            { "广东省江苏省黑龙江省宁夏陕西贵州云南甘肃重庆台湾澳门" }
        );
        assert_eq!(name_key("縣級 區 個 萬 億 餘 約 過"), "县级区个万亿余约过");
        assert_eq!(name_key("West-Midlands  Region"), "westmidlandsregion");
    }

    #[test]
    fn the_pairs_are_pairs() {
        let characters = TRADITIONAL_PAIRS.chars().filter(|character| *character != ' ').count();
        assert_eq!(characters % 2, 0);
        for (from, to) in SIMPLIFIED.iter() {
            assert_eq!(SIMPLIFIED.get(to), None, "{from} becomes {to}, which is itself replaced");
        }
    }

    proptest! {
        #[test]
        fn every_character_keeps_its_place(text in "\\PC{0,20}") {
            prop_assert_eq!(folded(&text).len(), text.chars().count());
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,20}") {
            let once: String = folded(&text).into_iter().collect();
            let twice: String = folded(&once).into_iter().collect();
            prop_assert_eq!(once, twice);
        }
    }
}
