//! Words as a search compares them: lower case, without accents (Unicode NFKD without combining marks), and with the
//! letters that Unicode does not take apart as people type them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The same words as every spelling of them folds to, parted by single spaces. What is nothing but marks stays what it
/// is: it would be nothing without them.
pub(super) fn folded(text: &str) -> String {
    let folded = without_marks(text);
    if folded.is_empty() { text.nfkd().filter(|letter| !letter.is_whitespace()).collect() } else { folded }
}

fn without_marks(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Lower case of `İ` leaves its dot behind.
            '\u{307}' => {}
            letter if letter.is_whitespace() || letter.is_control() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            letter => folded.push(letter),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn every_spelling_of_a_word_is_the_same() {
        for (spelling, plain) in [
            ("Économie", "economie"),
            ("ЕЩЁ  ёлка", "еще елка"),
            ("Łódź\tStraße", "lodz strasse"),
            ("İstanbul ılık", "istanbul ilik"),
            ("  Þing\u{0}Tórshavn ", "þing torshavn"),
            ("ﬁre", "fire"),
            ("天気", "天気"),
            ("\u{ff9f}", "\u{309a}"),
            (" ", ""),
        ] {
            assert_eq!(folded(spelling), plain, "{spelling:?}");
            assert_eq!(folded(plain), plain, "folding again changes nothing");
        }
    }
}
