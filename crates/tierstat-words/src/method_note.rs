//! What a result says of how it was made: the formula and its source, for `--explain` and the notes of a report.

use tierstat_model::{Language, Localized};

/// The formula of a method and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodNote {
    /// The code by which it is asked for, as in options and files.
    pub code: &'static str,
    /// The Chinese name.
    pub zh: &'static str,
    /// The English name.
    pub en: &'static str,
    /// The formula, in plain characters.
    pub formula: &'static str,
    /// The paper, standard or practice it comes from.
    pub source: &'static str,
}

impl MethodNote {
    /// The note of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        METHOD_NOTES.iter().find(|note| note.code == code)
    }

    /// The name in both languages.
    #[must_use]
    pub fn name(&self) -> Localized {
        Localized::new(self.zh, self.en)
    }

    /// The name with the formula, as a reader asks how a number was made.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        let Self { zh, en, formula, .. } = self;
        match language {
            Language::Chinese => format!("{zh}：{formula}"),
            Language::English => format!("{en}: {formula}"),
        }
    }
}

macro_rules! notes {
    ($($code:literal $zh:literal $en:literal $formula:literal $source:literal;)*) => {
        /// All notes, growth first.
        pub const METHOD_NOTES: &[MethodNote] = &[$(
            MethodNote { code: $code, zh: $zh, en: $en, formula: $formula, source: $source },
        )*];
    };
}

notes! {
    "growth-rate" "增长率" "growth rate" "to / from - 1, on intervals" "yearbook practice 比上年增长; Moore, Interval Analysis (1966)";
    "compound-annual-growth-rate" "年均增长率" "compound annual growth rate" "(to / from)^(1 / years) - 1" "World Bank, geometric end-point growth rate";
    "contribution" "贡献率" "contribution" "change of the part / change of the whole" "yearbook practice 贡献率 and 拉动";
    "standing" "名次" "place" "1 + how many are surely above, to how many are not surely below; surely: lower bound above upper bound" "standard competition ranking on intervals; Moore (1966)";
    "surprise" "显著程度" "surprise" "-log2((times it held + 1) / (earlier periods + 2)), told from 2 bits" "Laplace (1774), rule of succession; Shannon (1948)";
    "log-linear" "对数线性趋势" "log-linear trend" "ln y = a + b t by least squares; rate = exp(b) - 1" "World Development Indicators, least-squares growth rate";
    "interval-censored" "区间删失趋势" "interval-censored trend" "likelihood of ln y = a + b t + s e: density for points, probability of the interval for bounds" "survreg type interval2; Kalbfleisch and Prentice (2002)";
    "coverage" "覆盖率" "coverage" "covered / units of that year; a complete count has no sampling interval" "complete count";
    "roll-up" "逐级汇总" "roll-up" "x = x(1) + … + x(n), l = l(1) + … + l(n), u = u(1) + … + u(n)" "Moore (1966); practice of statistical reporting by level 逐级汇总上报";
    "target-progress" "计划完成程度" "progress towards a target" "share = number / target; missing = target - number; pace = change / years, all on intervals" "yearbook practice 计划完成情况; Moore (1966)";
    "line-reach" "直线到达目标的时间" "when a line reaches a target" "t where |a + b t - target| = q s sqrt(1 + 1/n + (t - mean)^2 / S), q of Student's t with n - 2" "inverse prediction: Fieller (1954); Draper and Smith (1998), 3.2";
    "mann-kendall" "曼-肯德尔检验" "Mann-Kendall test" "S = sum of sign(y_j - y_i), i < j; variance corrected for ties, continuity correction" "Mann (1945), Kendall (1975)";
    "theil-sen" "泰尔-森斜率" "Theil-Sen slope" "median of the slopes of all pairs" "Theil (1950), Sen (1968)";
    "siegel" "西格尔斜率" "Siegel's slope" "median of the medians of the slopes from each point" "Siegel (1982)";
    "gini" "基尼系数" "Gini coefficient" "sum |x_i - x_j| / (2 n^2 mean)" "Gini (1912), population form";
    "theil" "泰尔指数" "Theil index" "T = mean of (x / mean) ln(x / mean) = between + within" "Theil (1967), Shorrocks (1980)";
    "hoover" "胡佛指数" "Hoover index" "sum |x_i - mean| / (2 n mean)" "Hoover (1936)";
    "atkinson" "阿特金森指数" "Atkinson index" "1 - (mean of x^(1-e))^(1/(1-e)) / mean, e = 0.5" "Atkinson (1970)";
    "moran" "莫兰指数" "Moran's I" "n / W * sum w_ij z_i z_j / sum z_i^2" "Moran (1950), Cliff and Ord (1981)";
    "resident-rate" "每万人" "rate per residents" "count / residents * 10000" "yearbook practice 每万人";
    "logistic" "逻辑斯蒂曲线" "logistic curve" "K / (1 + exp(-r (t - t0)))" "Verhulst (1838)";
    "gompertz" "冈珀茨曲线" "Gompertz curve" "K exp(-b exp(-c t))" "Gompertz (1825)";
    "richards" "理查兹曲线" "Richards curve" "K / (1 + exp(-r (t - t0)))^(1 / nu)" "Richards (1959)";
    "bass" "巴斯模型" "Bass model" "m (1 - exp(-(p + q) t)) / (1 + q / p exp(-(p + q) t))" "Bass (1969), Srinivasan and Mason (1986)";
    "profile-interval" "剖面似然区间" "profile-likelihood interval" "where sqrt((S - S0) / s^2) is the quantile of Student's t, the other parameters fitted again" "Bates and Watts (1988), R confint.nls";
    "naive" "朴素法" "naive" "y_n" "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.2";
    "drift" "漂移法" "drift" "y_n + h (y_n - y_1) / (n - 1)" "Forecasting: Principles and Practice, 5.2";
    "ses" "简单指数平滑" "simple exponential smoothing" "l_t = l_{t-1} + alpha e_t" "Forecasting: Principles and Practice, 8.1";
    "holt" "霍尔特线性趋势" "Holt's linear trend" "l_t = l_{t-1} + b_{t-1} + alpha e_t; b_t = b_{t-1} + beta e_t" "Holt (1957)";
    "damped" "阻尼趋势" "damped trend" "as Holt's with b_{t-1} phi" "Gardner and McKenzie (1985)";
    "ets" "指数平滑状态空间模型" "exponential smoothing, chosen by AICc" "error and trend chosen among the admissible" "Hyndman et al. (2002, 2008)";
    "theta" "Theta 法" "Theta method" "simple exponential smoothing with half the slope of the line as drift" "Assimakopoulos and Nikolopoulos (2000), Hyndman and Billah (2003)";
    "optimised-theta" "优化 Theta 法" "optimised Theta" "theta, alpha and the first level by least squares" "Fiorucci et al. (2016)";
    "dynamic-theta" "动态 Theta 法" "dynamic Theta" "theta of 2, with the line brought up to date at each step; alpha and the first level by least squares" "Fiorucci et al. (2016)";
    "dynamic-optimised-theta" "动态优化 Theta 法" "dynamic optimised Theta" "as optimised, with the line brought up to date at each step" "Fiorucci et al. (2016)";
    "arima" "自回归积分滑动平均模型" "autoregressive integrated moving average, chosen by AICc" "(1 - phi B ...)(1 - B)^d (y - c x) = (1 + theta B ...) e, exact maximum likelihood" "Box and Jenkins (1970), Hyndman and Khandakar (2008)";
    "first-order-arima" "一阶 ARIMA" "ARIMA of the first order" "as ARIMA with p <= 1 and q <= 1" "Hyndman and Khandakar (2008)";
    "combination" "组合预测" "combination" "median of its members" "Bates and Granger (1969); Petropoulos and Svetunkov (2020)";
    "bottom-up" "自下而上" "bottom-up" "S times the lowest series" "Orcutt, Watts and Edwards (1968)";
    "top-down-average" "自上而下（历史比例）" "top-down, average proportions" "total times the mean historical proportions" "Gross and Sohl (1990)";
    "top-down-forecast" "自上而下（预测比例）" "top-down, forecast proportions" "total times the proportions of the forecasts, level by level" "Athanasopoulos et al. (2009)";
    "middle-out" "居中汇总" "middle-out" "sums of what stands below the total; below by the proportions of the forecasts" "Athanasopoulos et al. (2009)";
    "ols" "最小二乘调和" "reconciliation by least squares" "S (S'S)^-1 S' y" "Hyndman et al. (2011)";
    "wls-struct" "结构加权调和" "weighted by structure" "S (S'W^-1 S)^-1 S'W^-1 y, W = number of lowest series below" "Athanasopoulos et al. (2017)";
    "wls-var" "方差加权调和" "weighted by variance" "S (S'W^-1 S)^-1 S'W^-1 y, W = residual variances" "Hyndman, Lee and Wang (2016)";
    "mint-shrink" "最小迹调和（收缩）" "minimum trace, shrunken" "W = lambda D + (1 - lambda) R'R / n, residuals as they are (R hts)" "Wickramasuriya, Athanasopoulos and Hyndman (2019)";
    "mint-shrink-centred" "最小迹调和（收缩、中心化）" "minimum trace, shrunken, centred" "the same with centred residuals over n - 1 (hierarchicalforecast)" "Wickramasuriya, Athanasopoulos and Hyndman (2019)";
    "mint-sample" "最小迹调和（样本协方差）" "minimum trace, sample covariance" "W = covariance of the residuals" "Wickramasuriya, Athanasopoulos and Hyndman (2019)";
    "linear" "线性趋势" "linear trend" "y = a + b t by least squares" "NIST/SEMATECH e-Handbook 4.1.4";
    "poisson" "泊松回归" "Poisson regression" "ln mean = offset + x b, by maximum likelihood; growth = exp(b) - 1" "McCullagh and Nelder (1989)";
    "kaplan-meier" "卡普兰-迈耶曲线" "Kaplan-Meier curve" "S(t) = product of (1 - d / n) over the times up to t; Greenwood's error of ln S" "Kaplan and Meier (1958), Greenwood (1926)";
    "nelson-aalen" "纳尔逊-阿伦累积风险" "Nelson-Aalen cumulative hazard" "H(t) = sum of d / n over the times up to t" "Nelson (1972), Aalen (1978)";
    "discrete-hazard" "离散时间风险" "discrete-time hazard" "ln(-ln(1 - h(t))) = a + b ln t over units and periods at risk" "Prentice and Gloeckler (1978), Allison (1982)";
    "huber" "胡贝尔稳健回归" "Huber's M estimator" "weights min(1, 1.345 s / |r|), s = median |r| / 0.6745" "Huber (1964, 1981); R MASS::rlm";
    "bisquare" "双权稳健回归" "Tukey's bisquare M estimator" "weights (1 - (r / 4.685 s)^2)^2, s = median |r| / 0.6745, from least squares" "Beaton and Tukey (1974); R MASS::rlm";
    "mm" "MM 稳健回归" "MM estimator" "S estimator with breakdown one half, then bisquare 4.685 at its scale" "Yohai (1987), Salibian-Barrera and Yohai (2006); R robustbase::lmrob";
    "polynomial" "多项式" "polynomial" "y = b0 + b1 t + ... by Householder's QR in twice double precision" "Golub and Van Loan, algorithm 5.3.2";
    "wilson" "威尔逊区间（仅用于样本）" "Wilson interval, for samples only" "(2 k + z^2 -+ z sqrt(z^2 + 4 k (1 - p))) / (2 (n + z^2))" "Wilson (1927)";
    "wilson-corrected" "威尔逊区间（连续性校正，仅用于样本）" "Wilson interval with continuity correction, for samples only" "(2 k + z^2 -+ 1 -+ z sqrt(z^2 -+ 2 - 1 / n + 4 p (n q +- 1))) / (2 (n + z^2))" "Newcombe (1998), method 4";
    "clopper-pearson" "克洛珀-皮尔逊区间（仅用于样本）" "Clopper-Pearson interval, for samples only" "quantiles of beta(k, n - k + 1) and beta(k + 1, n - k)" "Clopper and Pearson (1934)";
    "jeffreys" "杰弗里斯区间（仅用于样本）" "Jeffreys interval, for samples only" "quantiles of beta(k + 1/2, n - k + 1/2)" "Brown, Cai and DasGupta (2001)";
    "agresti-coull" "阿格雷斯蒂-库尔区间（仅用于样本）" "Agresti-Coull interval, for samples only" "p' -+ z sqrt(p' (1 - p') / n'), n' = n + z^2, p' = (k + z^2 / 2) / n', cut at 0 and 1" "Agresti and Coull (1998)";
    "newcombe" "纽科姆差值区间（仅用于样本）" "Newcombe's interval of a difference, for samples only" "d - sqrt((p2 - l2)^2 + (u1 - p1)^2) to d + sqrt((u2 - p2)^2 + (p1 - l1)^2), ends by Wilson" "Newcombe (1998), method 10";
    "shift-share" "偏离份额分析" "shift-share" "e0 G + e0 (g_i - G) + e0 (g_ir - g_i); competitive e0' (g_ir - g_i), allocation (e0 - e0') (g_ir - g_i)" "Dunn (1960), Esteban-Marquillas (1972)";
    "lmdi" "对数平均迪氏分解" "additive LMDI-I" "sum of L(V1, V0) ln(x1 / x0), L(a, b) = (a - b) / ln(a / b); zeros as the limit of small values" "Ang (2005)";
    "fixed-base-index" "定基指数" "fixed-base index" "value / value at the base * 100, on intervals" "yearbook practice 定基指数; Moore (1966)";
    "splice" "链接（比率）" "ratio splice" "old * sum of new / sum of old over the periods that both have, on intervals" "OECD and Eurostat, back-casting";
    "supremum-f" "上确界 F 检验" "supremum F test" "largest of k times Chow's ratio over the inner 70% of the places; probability by simulation at this length" "Andrews (1993), Dufour (2006)";
    "theil-l" "平均对数离差" "mean log deviation" "L = mean of ln(mean / x) = between + within; zeros refused" "Theil (1967), Shorrocks (1980)";
    "gini-residents" "基尼系数（按人口加权）" "Gini coefficient, weighted by residents" "sum q_i q_j |r_i - r_j| / (2 r), r per resident" "Gini (1912)";
    "theil-residents" "泰尔指数（按人口加权）" "Theil indices, weighted by residents" "T = sum s ln(s / q), L = sum q ln(q / s)" "Theil (1967), Shorrocks (1980)";
    "hoover-residents" "胡佛指数（按人口加权）" "Hoover index, weighted by residents" "sum |s_i - q_i| / 2" "Hoover (1936)";
    "atkinson-residents" "阿特金森指数（按人口加权）" "Atkinson index, weighted by residents" "1 - (sum q_i (s_i / q_i)^(1-e))^(1/(1-e)), e = 0.5" "Atkinson (1970)";
    "gini-bounds" "基尼系数的范围" "range of the Gini coefficient" "lowest at a common level, highest at ends by assignment" "Dinkelbach (1967), Kuhn (1955)";
    "herfindahl" "赫芬达尔-赫希曼指数" "Hirschman-Herfindahl index" "sum (x / sum x)^2" "Hirschman (1945), Herfindahl (1950)";
    "location-quotient" "区位商" "location quotient" "share of the kind in the area / its share in the whole" "Florence (1939), Isard (1960)";
    "specialisation" "专业化指数" "specialisation index" "sum of |share in the area - share in the whole| over the kinds, 0 to 2" "Krugman (1991)";
    "beta-convergence" "β收敛" "beta convergence" "ln(y_T / y_0) / T = a + b ln y_0; speed -ln(1 + b T) / T; half-life ln 2 / speed" "Barro and Sala-i-Martin (1992)";
    "sigma-convergence" "σ收敛" "sigma convergence" "standard deviation of ln y and coefficient of variation, n - 1" "Barro and Sala-i-Martin (1992)";
    "change-outliers" "变动异常值" "outlying changes" "change of ln y a year against median and MAD of the other changes, limit by the number of points; from 16 points on a score of 3.5" "Iglewicz and Hoaglin (1993); limits simulated";
    "power" "幂函数" "power curve" "y = b0 t^b1, least squares on the values themselves" "Bates and Watts (1988)";
    "exponential" "指数曲线" "exponential curve" "y = b0 exp(b1 t), least squares on the values themselves" "Bates and Watts (1988)";
    "formula" "自定义公式" "formula of one's own" "as given; Levenberg and Marquardt, exact slopes, polished in twice double precision" "Marquardt (1963), Bates and Watts (1988)";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_note_has_its_own_code() {
        let codes: BTreeSet<&str> = METHOD_NOTES.iter().map(|note| note.code).collect();
        assert_eq!(codes.len(), METHOD_NOTES.len());
        assert_eq!(MethodNote::of("gini").map(|note| note.name().en), Some("Gini coefficient".to_owned()));
        assert!(MethodNote::of("none").is_none());
    }
}
