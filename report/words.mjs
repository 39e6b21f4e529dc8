// Everything the report says, in English and in Chinese: two objects of the same shape (a test compares them).
// A title says what was found, so it is a function of the facts that build.mjs takes from the rows; `f` is format.mjs bound to the language.

const en = {
  lang: 'en',
  title: 'Service quality report',
  comma: ', ',
  and: ' and ',
  to: ' to ',
  colon: ': ',
  open: ' (',
  close: ')',
  units: { d: 'd', h: 'h', min: 'min', s: 's', gap: '\u00a0' },
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  asked: (about) =>
    `As of ${about.asked} (${about.zone}), complaints and answers since ${about.since}. Workspace ${about.schema}, tenant ${about.tenant}.`,
  intervals: 'Ranges are 95% confidence intervals: where a range leaves out the goal, the finding is not chance.',
  made: (about) =>
    `Written by csq ${about.version} from the views of the workspace; drawn with Apache ECharts ${about.echarts} (Apache License 2.0). Nothing is loaded when this page is read.`,
  how: 'How to read',
  sql: 'SQL',
  more: (n) => `${n} more rows`,
  contents: 'Contents',
  print: 'Print',
  noScript: 'The drawings need JavaScript; every figure also stands in a table.',
  columns: {
    target: 'target',
    now: 'now',
    baseline: 'before',
    judged: 'judged by',
    range: '95% range',
    goal: 'goal',
    verdict: 'verdict',
    stage: 'stage',
    inTime: 'in time',
    of: 'of',
    late: 'overdue',
    undecided: 'undecided',
    week: 'week of',
    month: 'month',
    answers: 'answers',
    nps: 'NPS',
    day: 'day',
    value: 'value',
    limits: 'limits',
    signals: 'signals',
    expected: 'expected',
    bound: 'usual up to',
    category: 'category',
    n: 'complaints',
    share: 'share',
    cumulative: 'running total',
    step: 'step',
    reached: 'reached',
    ofPrevious: 'of the step before',
    gap: 'median gap',
    from: 'from',
    until: 'to',
    cases: 'cases',
    moves: 'moves',
    median: 'median',
    p90: '90% within',
    emotion: 'mood',
    values: 'values',
    journeys: 'journeys',
    complaint: 'complaint',
    severity: 'severity',
    due: 'due',
    left: 'time left',
    used: 'of its time used',
    chance: 'chance of breach',
    over: 'overdue by',
    received: 'received',
    closed: 'closed',
    openAtEnd: 'open at its end',
    age: 'open for',
    oldest: 'oldest',
    needed: 'more data needed',
    weekday: 'weekday',
    hour: 'busiest hour',
    why: 'kind',
  },
  verdicts: { attained: 'attained', missed: 'missed', cannot_tell: 'cannot tell yet', unreachable: 'unreachable', none: 'no data' },
  codes: {
    '(unknown)': 'unknown',
    '(all)': 'all',
    end: 'end',
    rest: 'others',
    satisfied: 'satisfied answers',
    complaints: 'complaints a day',
    receipt: 'receipt',
  },
  kinds: { at_least: (t) => '≥\u00a0' + t, at_most: (t) => '≤\u00a0' + t, points: (t) => t, relative: (t) => t },
  pointsOf: (t) => t + ' points',
  tiles: {
    complaints: 'complaints',
    inTime: 'solved in time',
    nps: 'NPS, last full week',
    open: 'open',
    overdue: 'clocks overdue',
    targets: 'targets attained',
  },
  tileNotes: { since: (d) => 'since ' + d, attained: (a, n) => `${a} of ${n}`, noted: 'now' },
  drawn: {
    nps: 'NPS',
    range: '95% range',
    value: 'value',
    centre: 'centre',
    limits: 'control limits',
    signal: 'signal',
    count: 'complaints',
    expected: 'expected',
    bound: 'usual up to',
    alarm: 'more than usual',
    cumulative: 'running total',
    attained: 'stopped by then',
    allowed: 'time allowed',
    usedAxis: 'share of the time allowed',
    goal: 'goal',
    received: 'received',
    closed: 'closed',
    openAtEnd: 'open at the end',
    mood: 'mood',
    reached: 'reached',
    moves: 'moves',
  },
  sections: {
    scorecard: {
      name: 'Scorecard',
      how: 'A bar is the 95% range, the dot the figure, the upright line the target. Attained and missed only where the whole range lies on one side of the target.',
      found: (x) =>
        x.n === 0
          ? 'No targets are set'
          : `${x.attained} of ${x.n} targets ${x.attained === 1 ? 'is' : 'are'} attained` +
            (x.missed ? `, ${x.missed} missed` : '') +
            (x.open ? `, ${x.open} cannot be told yet` : '') +
            (x.unreachable ? `, ${x.unreachable} unreachable` : ''),
      empty: 'Put rows into the table target.',
    },
    attainment: {
      name: 'In time, by stage',
      how: 'The curve is the share of cases done by then; cases still open count for as long as they were watched, so it does not flatter. It should pass above the cross of goal and time allowed. The band is the 95% range.',
      found: (x) =>
        x.missed.length
          ? `${x.list} ${x.missed.length > 1 ? 'miss their goals' : 'misses its goal'}: ${x.worst.stage} ${x.worst.rate} in time, goal ${x.worst.goal}`
          : x.sure
            ? 'Every stage keeps its goal'
            : 'No stage surely misses its goal',
      empty: 'No clock has been decided yet: there are no policies, or no complaints in this time.',
    },
    risk: {
      name: 'Overdue and at risk',
      how: 'The chance is that of a breach for a case that has run so long, from all cases of its stage; a dash where no case has ever taken so long. Most likely first; overdue: gravest first.',
      found: (x) =>
        `${x.overdue} ${x.one ? 'clock is' : 'clocks are'} overdue; of ${x.running} still in time, ${x.likely} ${x.likelyOne ? 'is' : 'are'} more likely than not to breach`,
      empty: 'No clock is running.',
    },
    nps: {
      name: 'Net promoter score by week',
      how: 'The line is the score of each week, the band its 95% range, a hollow point a week that is not whole. Two weeks whose bands do not meet differ for sure.',
      found: (x) =>
        x.only
          ? `NPS is ${x.last}`
          : x.moved > 0
            ? `NPS rose from ${x.first} to ${x.last}`
            : x.moved < 0
              ? `NPS fell from ${x.first} to ${x.last}`
              : `NPS shows no sure change: ${x.first} at first, ${x.last} now`,
      empty: 'No answers on the 0 to 10 scale in this time.',
    },
    chart: {
      name: 'Control charts',
      how: 'Between the thin lines a day is chance. Marked days break a rule: a point beyond the limits, or a run that chance does not make. The limits widen where a day has few answers.',
      found: (x) =>
        x.signals === 0
          ? `Nothing but chance in ${x.days} days`
          : `${x.signals} of ${x.days} days are more than chance: ${x.what}, last on ${x.last}`,
      empty: 'Too few days for a chart.',
    },
    surge: {
      name: 'More than usual?',
      how: 'Bars are complaints of a day, the grey line what was to be expected, the dashed one what is still usual. Marked days lie above it.',
      found: (x) =>
        x.alarms === 0
          ? `No day in ${x.days} had more complaints than usual`
          : `${x.alarms} of ${x.days} days had more complaints than usual, most of all ${x.day}: ${x.n} where ${x.expected} were expected`,
      empty: 'Too few days to know what is usual.',
    },
    pareto: {
      name: 'Reasons',
      how: 'Reasons by number, the marked ones together make 80%. The line adds them up.',
      found: (x) => `${x.vital} of ${x.n} reasons make 80% of the complaints; ${x.first} alone makes ${x.share}`,
      empty: 'No complaints in this time.',
    },
    heat: {
      name: 'When complaints come',
      how: 'Each field is an hour of a weekday in the zone of the workspace; the darker, the more complaints.',
      found: (x) => `${x.weekday} from ${x.hour}:00 is the busiest hour: ${x.share} of all complaints (range ${x.range})`,
      empty: 'No complaints in this time.',
    },
    funnel: {
      name: 'Funnel',
      how: 'How many journeys reach each step in order. The share is of the step before, with its 95% range; the longest way down is the place to mend.',
      found: (x) => `Of ${x.started} journeys ${x.share} get to ${x.end}; most are lost before ${x.step}: ${x.rate} of the step before get there`,
      empty: 'No funnel is set: UPDATE … SET funnel in the table setting, or no journeys in this time.',
    },
    sankey: {
      name: 'Ways that customers take',
      how: 'Columns are the first, second … touch of a journey, the width of a band is the number of journeys. Rare touches are drawn together as others.',
      found: (x) => `${x.share} of ${x.n} journeys go from ${x.from} to ${x.until}; ${x.ended} end after their first touch`,
      empty: 'No journeys in this time.',
    },
    process: {
      name: 'Process map',
      how: 'An arrow is a move from one touch to the next, the thicker the more often; the marked one holds most of the waiting. Rare moves are in the table only.',
      found: (x) => `Most waiting lies between ${x.from} and ${x.until}: ${x.share} of all time, median ${x.median}`,
      empty: 'No journeys in this time.',
    },
    emotion: {
      name: 'Mood along the journey',
      how: 'The mean mood (−5 to 5) of each stage in the order in which stages come, with its 95% range.',
      found: (x) =>
        x.worst === x.best
          ? `Mood is known for ${x.worst} only: ${x.low}`
          : `Customers feel worst at ${x.worst} (${x.low}) and best at ${x.best} (${x.high})`,
      empty: 'No touch has a mood (column emotion of the table touch).',
    },
    backlog: {
      name: 'Backlog',
      how: 'Bars are complaints received and closed in a month, the line those open at its end. Counts, not samples: they have no range.',
      found: (x) =>
        x.before === null
          ? `${x.now} complaints are open`
          : `${x.now} complaints are open at the end of ${x.month}, ${x.diff === 0 ? 'as many as' : x.more + (x.diff > 0 ? ' more than' : ' fewer than')} a month before`,
      empty: 'No complaints in this time.',
    },
  },
  stages: {},
  metrics: { nps: 'NPS', csat: 'satisfied', attainment: 'in time', repeat: 'repeated', escalated: 'escalated' },
  severities: { '(unknown)': 'not graded' },
  ages: {},
  surges: {},
};

const zh = {
  lang: 'zh',
  title: '服务质量报告',
  comma: '、',
  and: '和',
  to: ' 至 ',
  colon: '：',
  open: '（',
  close: '）',
  units: { d: '天', h: '小时', min: '分', s: '秒', gap: '' },
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  asked: (about) => `截至 ${about.asked}（${about.zone}），${about.since} 以来的投诉与评价。工作区 ${about.schema}，租户 ${about.tenant}。`,
  intervals: '区间均为 95% 置信区间：区间不含目标值时，结论不是偶然。',
  made: (about) =>
    `由 csq ${about.version} 从工作区视图生成；图形使用 Apache ECharts ${about.echarts}（Apache License 2.0）。阅读本页时不加载任何外部内容。`,
  how: '读法',
  sql: 'SQL',
  more: (n) => `其余 ${n} 行`,
  contents: '目录',
  print: '打印',
  noScript: '图形需要 JavaScript；所有数字同时列在表中。',
  columns: {
    target: '目标',
    now: '当前',
    baseline: '基线',
    judged: '判定依据',
    range: '95% 区间',
    goal: '目标值',
    verdict: '结论',
    stage: '阶段',
    inTime: '按时率',
    of: '已判定',
    late: '超时未结',
    undecided: '未到期',
    week: '周（起始日）',
    month: '月份',
    answers: '评价数',
    nps: 'NPS',
    day: '日期',
    value: '数值',
    limits: '控制限',
    signals: '信号',
    expected: '预期',
    bound: '正常上限',
    category: '类别',
    n: '投诉数',
    share: '占比',
    cumulative: '累计占比',
    step: '步骤',
    reached: '到达',
    ofPrevious: '占上一步',
    gap: '距上一步中位时长',
    from: '从',
    until: '到',
    cases: '旅程数',
    moves: '次数',
    median: '中位时长',
    p90: '90% 不超过',
    emotion: '情绪',
    values: '样本数',
    journeys: '旅程数',
    complaint: '投诉',
    severity: '等级',
    due: '期限',
    left: '剩余时间',
    used: '已用时限',
    chance: '超时概率',
    over: '已超时',
    received: '受理',
    closed: '办结',
    openAtEnd: '月末未结',
    age: '未结时长',
    oldest: '最久',
    needed: '尚需样本',
    weekday: '星期',
    hour: '高峰时段',
    why: '类型',
  },
  verdicts: { attained: '达标', missed: '未达标', cannot_tell: '尚不能判定', unreachable: '不可能达到', none: '无数据' },
  codes: { '(unknown)': '未知', '(all)': '全部', end: '结束', rest: '其他', satisfied: '满意评价占比', complaints: '每日投诉数', receipt: '受理' },
  kinds: { at_least: (t) => '≥\u00a0' + t, at_most: (t) => '≤\u00a0' + t, points: (t) => t, relative: (t) => t },
  pointsOf: (t) => t + ' 分',
  tiles: { complaints: '投诉', inTime: '按时办结', nps: 'NPS（最近整周）', open: '未结', overdue: '超时未结时限', targets: '目标达成' },
  tileNotes: { since: (d) => d + ' 起', attained: (a, n) => `${a} / ${n}`, noted: '当前' },
  drawn: {
    nps: 'NPS',
    range: '95% 区间',
    value: '数值',
    centre: '中心线',
    limits: '控制限',
    signal: '信号',
    count: '投诉数',
    expected: '预期',
    bound: '正常上限',
    alarm: '异常增多',
    cumulative: '累计占比',
    attained: '已完成占比',
    allowed: '规定时限',
    usedAxis: '已用时限占比',
    goal: '目标值',
    received: '受理',
    closed: '办结',
    openAtEnd: '月末未结',
    mood: '情绪',
    reached: '到达',
    moves: '次数',
  },
  sections: {
    scorecard: {
      name: '记分卡',
      how: '横条为 95% 区间，圆点为数值，竖线为目标。整个区间都在目标一侧时才判定达标或未达标。',
      found: (x) =>
        x.n === 0
          ? '尚未设定目标'
          : `${x.n} 项目标中 ${x.attained} 项达标` +
            (x.missed ? `，${x.missed} 项未达标` : '') +
            (x.open ? `，${x.open} 项尚不能判定` : '') +
            (x.unreachable ? `，${x.unreachable} 项不可能达到` : ''),
      empty: '请在 target 表中设定目标。',
    },
    attainment: {
      name: '各阶段按时率',
      how: '曲线为到某一时刻已完成的占比；未结案件按已观察的时长计入，因此不会虚高。曲线应从目标值与规定时限交点的上方通过。色带为 95% 区间。',
      found: (x) =>
        x.missed.length
          ? `${x.list}未达到目标：${x.worst.stage}按时率 ${x.worst.rate}，目标 ${x.worst.goal}`
          : x.sure
            ? '各阶段均达到目标'
            : '没有可以确定未达标的阶段',
      empty: '尚无已判定的时限：没有时限规则，或该期间没有投诉。',
    },
    risk: {
      name: '超时与风险清单',
      how: '概率指已经运行这么久的案件最终超时的可能性，由同阶段全部案件得出；从未有案件用时这么久时为“–”。按概率从高到低；超时按严重程度排列。',
      found: (x) => `${x.overdue} 项时限已超时；在办的 ${x.running} 项中，${x.likely} 项超时的可能性过半`,
      empty: '没有正在计时的时限。',
    },
    nps: {
      name: '每周净推荐值',
      how: '折线为每周得分，色带为 95% 区间，空心点为不完整的周。两周的色带互不重叠，差异才可以确定。',
      found: (x) =>
        x.only
          ? `NPS 为 ${x.last}`
          : x.moved > 0
            ? `NPS 由 ${x.first} 升至 ${x.last}`
            : x.moved < 0
              ? `NPS 由 ${x.first} 降至 ${x.last}`
              : `NPS 没有可以确定的变化：起初 ${x.first}，当前 ${x.last}`,
      empty: '该期间没有 0 至 10 分的评价。',
    },
    chart: {
      name: '控制图',
      how: '两条细线之间的波动属于偶然。标记的日期违反判异规则：超出控制限，或出现偶然不会形成的连续走势。当日样本少时控制限变宽。',
      found: (x) => (x.signals === 0 ? `${x.days} 天内只有偶然波动` : `${x.days} 天中 ${x.signals} 天不属偶然：${x.what}，最近一次 ${x.last}`),
      empty: '天数太少，无法绘制控制图。',
    },
    surge: {
      name: '是否异常增多',
      how: '柱为当日投诉数，灰线为预期，虚线为正常上限。标记的日期高于上限。',
      found: (x) =>
        x.alarms === 0
          ? `${x.days} 天中没有一天的投诉异常增多`
          : `${x.days} 天中 ${x.alarms} 天投诉异常增多，最突出的是 ${x.day}：${x.n} 件，预期 ${x.expected} 件`,
      empty: '天数太少，无法判断正常水平。',
    },
    pareto: {
      name: '投诉原因',
      how: '原因按数量排列，标记的原因合计占 80%。折线为累计占比。',
      found: (x) => `${x.n} 类原因中 ${x.vital} 类占投诉的 80%；仅 ${x.first} 一类就占 ${x.share}`,
      empty: '该期间没有投诉。',
    },
    heat: {
      name: '投诉时段分布',
      how: '每格为一周中某天的一个小时（工作区所在时区），颜色越深投诉越多。',
      found: (x) => `${x.weekday} ${x.hour}:00 起的一小时投诉最多：占全部的 ${x.share}（区间 ${x.range}）`,
      empty: '该期间没有投诉。',
    },
    funnel: {
      name: '漏斗',
      how: '依次到达各步骤的旅程数。占比相对于上一步，附 95% 区间；落差最大之处最需要改进。',
      found: (x) => `${x.started} 次旅程中 ${x.share} 到达 ${x.end}；流失最多的是到 ${x.step} 之前：上一步中只有 ${x.rate} 到达`,
      empty: '尚未设定漏斗（setting 表的 funnel 列），或该期间没有旅程。',
    },
    sankey: {
      name: '客户走过的路径',
      how: '各列为旅程的第一、第二……个触点，带宽为旅程数。少见的触点合并为“其他”。',
      found: (x) => `${x.n} 次旅程中 ${x.share} 由 ${x.from} 到 ${x.until}；${x.ended} 在第一个触点后结束`,
      empty: '该期间没有旅程。',
    },
    process: {
      name: '流程图',
      how: '箭头为从一个触点到下一个触点，越粗越常见；标记的箭头等待时间最多。少见的走向只列在表中。',
      found: (x) => `等待最多的是 ${x.from} 到 ${x.until}：占全部时间的 ${x.share}，中位 ${x.median}`,
      empty: '该期间没有旅程。',
    },
    emotion: {
      name: '旅程情绪曲线',
      how: '各阶段情绪均值（−5 至 5），按阶段出现的先后排列，附 95% 区间。',
      found: (x) =>
        x.worst === x.best ? `只有 ${x.worst} 有情绪数据：${x.low}` : `客户在 ${x.worst} 情绪最低（${x.low}），在 ${x.best} 最高（${x.high}）`,
      empty: '触点没有情绪数据（touch 表的 emotion 列）。',
    },
    backlog: {
      name: '积压',
      how: '柱为当月受理与办结数，折线为月末未结数。均为全量计数，没有抽样区间。',
      found: (x) =>
        x.before === null
          ? `${x.now} 件投诉未结`
          : `${x.month} 末 ${x.now} 件投诉未结，${x.diff === 0 ? '与上月末相同' : '比上月末' + (x.diff > 0 ? '多 ' : '少 ') + x.more + ' 件'}`,
      empty: '该期间没有投诉。',
    },
  },
  stages: { response: '响应', resolution: '办结', classification: '分类', assignment: '分派', review: '复盘', feedback: '反馈' },
  metrics: { nps: 'NPS', csat: '满意度', attainment: '按时率', repeat: '重复投诉率', escalated: '升级率' },
  severities: { general: '一般', major: '重大', urgent: '紧急', '(unknown)': '未定级' },
  ages: {
    'up to 1 day': '1 天以内',
    '1 to 3 days': '1 至 3 天',
    '3 to 7 days': '3 至 7 天',
    '7 to 15 days': '7 至 15 天',
    '15 to 30 days': '15 至 30 天',
    '30 to 60 days': '30 至 60 天',
    'over 60 days': '60 天以上',
  },
  surges: { spike: '突增', sustained: '持续偏高', 'spike, sustained': '突增并持续偏高' },
};

export const WORDS = { en, zh };
